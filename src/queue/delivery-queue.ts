import { Injectable } from '@nestjs/common';
import { QueueBackend } from '../platform/queue-backend.js';
import { JobQueue } from './job-queue.js';

export const deliveryQueueName = 'delivery';

/** Names one turn of a delivery (turnId of src/lms/delivery.repository.ts); the rest is read when it begins. */
export interface DeliveryJob {
  readonly turn: string;
}

/** The producer's side of the delivery job. Jobs are for what is due: when something is, is in the database alone. */
@Injectable()
export class DeliveryQueue extends JobQueue<DeliveryJob> {
  constructor(backend: QueueBackend) {
    super(backend, deliveryQueueName, (turn) => ({ turn }));
  }
}
