/**
 * All that accepting a submission needs of the queue. Repeating it for the same submission changes nothing while its
 * job lives, and a submission whose job was lost is found and enqueued again by the worker.
 */
export abstract class GradeProducer {
  abstract enqueue(submissionId: string): Promise<void>;
}
