import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';
import type { QueueBackend } from '../platform/queue-backend.js';

/** How often a fault of ours is tried again before the job is given up, and how long to wait between. */
export const jobAttempts = 3;
const jobBackoffMs = 500;

/** BullMQ waits for its server for as long as that is away; whoever waits for us must not. */
const patienceMs = 10_000;

const jobOptions: JobsOptions = {
  attempts: jobAttempts,
  backoff: { type: 'exponential', delay: jobBackoffMs },
  // The row that the job is about says itself how it ended.
  removeOnComplete: true,
  removeOnFail: true,
};

export type JobLife = 'alive' | 'dead' | 'absent';

/** The producer's side of one kind of job. The id of a job is the id of the row it is about, so there is one at most. */
export class JobQueue<Data> implements OnApplicationShutdown {
  private readonly queue: Queue<Data>;

  constructor(
    backend: QueueBackend,
    private readonly name: string,
    private readonly dataOf: (id: string) => Data,
  ) {
    this.queue = backend.openQueue<Data>(name, { defaultJobOptions: jobOptions });
    const logger = new Logger(JobQueue.name);
    this.queue.on('error', (error) => logger.warn(`Queue ${name}: ${error.message}`));
  }

  async enqueue(id: string): Promise<void> {
    const queue = this.queue as unknown as Queue;
    await patiently(queue.add(this.name, this.dataOf(id), { jobId: id }));
  }

  /** Whether somebody works on it or will. */
  async lifeOf(id: string): Promise<JobLife> {
    const state = await patiently(this.queue.getJobState(id));
    if (state === 'unknown') return 'absent';
    return state === 'completed' || state === 'failed' ? 'dead' : 'alive';
  }

  async remove(id: string): Promise<void> {
    await patiently(this.queue.remove(id));
  }

  /** Fails when the server of the queue is away. */
  async countWaiting(): Promise<number> {
    return patiently(this.queue.getWaitingCount());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}

/** Gives up waiting, not the work: what was asked may still be done when the server is back. */
async function patiently<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the server of the queue does not answer')), patienceMs);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
    // It may fail after we have gone.
    work.catch(() => undefined);
  }
}
