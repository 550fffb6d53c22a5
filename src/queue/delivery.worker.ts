import type { Job } from 'bullmq';
import type { QueueBackend } from '../platform/queue-backend.js';
import type { DeliveryProcessor } from './delivery.processor.js';
import { type DeliveryJob, deliveryQueueName } from './delivery-queue.js';
import { JobWorker } from './job.worker.js';

/** They wait for others nearly all of their time. */
const concurrency = 16;

/** Takes up deliveries that are due. */
export class DeliveryWorker extends JobWorker<DeliveryJob> {
  constructor(
    backend: QueueBackend,
    private readonly processor: DeliveryProcessor,
    drainMs: number,
  ) {
    super(backend, deliveryQueueName, { concurrency, drainMs });
  }

  protected process(job: Job<DeliveryJob>, signal: AbortSignal): Promise<void> {
    return this.processor.process(job.data.turn, signal);
  }
}
