import {
  createPostgresBackend,
  createRedisBackend,
  type Processor,
  type Queue,
  type QueueOptions,
  type Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';

/** Connections that one queue or worker may hold in Postgres, besides the one it listens on. */
const poolSize = 4;

/**
 * Makes queues and workers of BullMQ on the server that was chosen: Redis when an address of one is given, else
 * Postgres, in a schema of its own that BullMQ keeps up to date by itself. Everything else about them is the same.
 */
export class QueueBackend {
  constructor(
    private readonly databaseUrl: string,
    private readonly redisUrl: string | null,
  ) {}

  get kind(): 'postgres' | 'redis' {
    return this.redisUrl === null ? 'postgres' : 'redis';
  }

  openQueue<Data>(name: string, options: Omit<QueueOptions, 'connection'>): Queue<Data> {
    if (this.redisUrl !== null) {
      const { Queue } = withBackend(createRedisBackend);
      // Adding a job is part of answering a request: without Redis it must fail, not wait.
      const connection = { ...redisAddress(this.redisUrl), maxRetriesPerRequest: 1 };
      return new Queue<Data>(name, { ...options, connection }) as unknown as Queue<Data>;
    }
    const { Queue } = withBackend(createPostgresBackend);
    return new Queue<Data>(name, { ...options, connection: this.postgres() }) as unknown as Queue<Data>;
  }

  openWorker<Data>(
    name: string,
    processor: Processor<Data>,
    options: Omit<WorkerOptions, 'connection'>,
  ): Worker<Data> {
    if (this.redisUrl !== null) {
      const { Worker } = withBackend(createRedisBackend);
      const connection = { ...redisAddress(this.redisUrl), maxRetriesPerRequest: null };
      return new Worker<Data>(name, processor, { ...options, connection }) as unknown as Worker<Data>;
    }
    const { Worker } = withBackend(createPostgresBackend);
    const connection = this.postgres();
    return new Worker<Data>(name, processor, { ...options, connection }) as unknown as Worker<Data>;
  }

  private postgres() {
    return {
      connectionString: this.databaseUrl,
      max: poolSize,
      migrate: true,
      application_name: 'interleave queue',
    };
  }
}

function redisAddress(text: string) {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    ...(url.pathname.length > 1 ? { db: Number(url.pathname.slice(1)) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}
