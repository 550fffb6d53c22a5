import type { Job } from 'bullmq';
import type { QueueBackend } from '../platform/queue-backend.js';
import type { GradeProcessor } from './grade.processor.js';
import { type GradeJob, gradeQueueName } from './grade-queue.js';
import { JobWorker, type JobWorkerOptions } from './job.worker.js';

/** Takes up submissions. */
export class GradeWorker extends JobWorker<GradeJob> {
  constructor(
    backend: QueueBackend,
    private readonly processor: GradeProcessor,
    options: JobWorkerOptions,
  ) {
    super(backend, gradeQueueName, options);
  }

  protected process(job: Job<GradeJob>, signal: AbortSignal): Promise<void> {
    return this.processor.process(job, signal);
  }
}
