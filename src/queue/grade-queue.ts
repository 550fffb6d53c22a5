import { Injectable } from '@nestjs/common';
import type { GradeProducer } from '../platform/grade-producer.js';
import { QueueBackend } from '../platform/queue-backend.js';
import { JobQueue } from './job-queue.js';

export const gradeQueueName = 'grade';

/** All that a job carries: what is to be graded is read from the database when its turn comes. */
export interface GradeJob {
  readonly submissionId: string;
}

/** The producer's side of the grade job. */
@Injectable()
export class GradeQueue extends JobQueue<GradeJob> implements GradeProducer {
  constructor(backend: QueueBackend) {
    super(backend, gradeQueueName, (submissionId) => ({ submissionId }));
  }
}
