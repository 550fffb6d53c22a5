import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { GradeProducer } from '../platform/grade-producer.js';
import { QueueBackend } from '../platform/queue-backend.js';

export const gradeQueueName = 'grade';

/** All that a job carries: what is to be graded is read from the database when its turn comes. */
export interface GradeJob {
  readonly submissionId: string;
}

/** How often a fault of ours is tried again before the submission fails, and how long to wait between. */
export const gradeAttempts = 3;
export const gradeBackoffMs = 500;

/** BullMQ waits for its server for as long as that is away; whoever waits for us must not. */
const patienceMs = 10_000;

export type JobLife = 'alive' | 'dead' | 'absent';

/** The producer's side of the grade job. The id of a job is the id of its submission, so there is one at most. */
@Injectable()
export class GradeQueue extends GradeProducer implements OnApplicationShutdown {
  private readonly logger = new Logger(GradeQueue.name);
  private readonly queue: Queue<GradeJob>;

  constructor(backend: QueueBackend) {
    super();
    this.queue = backend.openQueue<GradeJob>(gradeQueueName, {
      defaultJobOptions: {
        attempts: gradeAttempts,
        backoff: { type: 'exponential', delay: gradeBackoffMs },
        // The submission itself says how it ended.
        removeOnComplete: true,
        removeOnFail: true,
      },
    });
    this.queue.on('error', (error) => this.logger.warn(`Queue: ${error.message}`));
  }

  async enqueue(submissionId: string): Promise<void> {
    await patiently(this.queue.add('grade', { submissionId }, { jobId: submissionId }));
  }

  /** Whether somebody works on the submission or will. */
  async lifeOf(submissionId: string): Promise<JobLife> {
    const state = await patiently(this.queue.getJobState(submissionId));
    if (state === 'unknown') return 'absent';
    return state === 'completed' || state === 'failed' ? 'dead' : 'alive';
  }

  async remove(submissionId: string): Promise<void> {
    await patiently(this.queue.remove(submissionId));
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
