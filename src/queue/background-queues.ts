import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type BackgroundKind, BackgroundProducer, backgroundKinds } from '../platform/background-producer.js';
import { QueueBackend } from '../platform/queue-backend.js';
import { JobQueue } from './job-queue.js';

export interface BackgroundJob {
  readonly id: string;
}

/** The producer's side of what runs in the background: a queue for each kind, so that none waits behind another. */
@Injectable()
export class BackgroundQueues extends BackgroundProducer implements OnApplicationShutdown {
  private readonly logger = new Logger(BackgroundQueues.name);
  private readonly queues: ReadonlyMap<BackgroundKind, JobQueue<BackgroundJob>>;

  constructor(backend: QueueBackend) {
    super();
    this.queues = new Map(
      backgroundKinds.map((kind) => [kind, new JobQueue<BackgroundJob>(backend, kind, (id) => ({ id }))]),
    );
  }

  get(kind: BackgroundKind): JobQueue<BackgroundJob> {
    const queue = this.queues.get(kind);
    if (!queue) throw new Error(`There is no queue "${kind}"`);
    return queue;
  }

  async enqueue(kind: BackgroundKind, id: string): Promise<void> {
    try {
      await this.get(kind).enqueue(id);
    } catch (error) {
      this.logger.warn(`The ${kind} ${id} could not be enqueued yet: ${(error as Error).message}`);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.onApplicationShutdown()));
  }
}
