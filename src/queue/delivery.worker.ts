import type { Job } from 'bullmq';
import type { QueueBackend } from '../platform/queue-backend.js';
import type { DeliveryProcessor } from './delivery.processor.js';
import { type DeliveryJob, deliveryQueueName } from './delivery-queue.js';
import { JobWorker } from './job.worker.js';

/** They wait for others nearly all of their time. */
const concurrency = 16;

/**
 * Jobs of a worker that was lost are among the few that a receiver has at a time, so they hold up the others. To take one up
 * that was not lost sends a message twice, which receivers expect.
 */
const lockMs = 4_000;

/** Takes up deliveries that are due. */
export class DeliveryWorker extends JobWorker<DeliveryJob> {
  constructor(
    backend: QueueBackend,
    private readonly processor: DeliveryProcessor,
    drainMs: number,
  ) {
    super(backend, deliveryQueueName, { concurrency, drainMs, lockMs });
  }

  protected process(job: Job<DeliveryJob>, signal: AbortSignal): Promise<void> {
    return this.processor.process(job.data.turn, signal);
  }
}
