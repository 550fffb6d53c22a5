import type { Job } from 'bullmq';
import type { BackgroundKind } from '../platform/background-producer.js';
import type { QueueBackend } from '../platform/queue-backend.js';
import { withRequestId } from '../platform/request-context.js';
import type { BackgroundJob } from './background-queues.js';
import { JobWorker } from './job.worker.js';

/** What a kind of background work is done by. */
export interface BackgroundProcessor {
  /** May be called again for the same id at any point. Rejects when it is to be tried again. */
  process(id: string, stop: Stop): Promise<void>;
}

/** How a worker is told to stop: first it begins nothing more, then it lets go of what takes too long. */
export interface Stop {
  /** Throws when the next part of the work must not be begun. */
  throwIfAsked(): void;
  /** Aborts when what was begun is to be let go. */
  readonly signal: AbortSignal;
}

/** Takes up one job of its kind at a time. */
export class BackgroundWorker extends JobWorker<BackgroundJob> {
  constructor(
    backend: QueueBackend,
    kind: BackgroundKind,
    private readonly processor: BackgroundProcessor,
    drainMs: number,
  ) {
    super(backend, kind, { concurrency: 1, drainMs });
  }

  protected process(job: Job<BackgroundJob>, signal: AbortSignal): Promise<void> {
    const { id } = job.data;
    const throwIfAsked = () => {
      if (this.isStopping) throw new Error('The worker is stopping');
    };
    return withRequestId(id, () => this.processor.process(id, { throwIfAsked, signal }));
  }
}
