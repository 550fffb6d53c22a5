/** Work that no student waits for. Each kind has a queue of its own, named so. */
export const backgroundKinds = ['regrade', 'similarity', 'solutions'] as const;
export type BackgroundKind = (typeof backgroundKinds)[number];

/** All that a part of the API needs of the queues of background work. The work itself is a row with an id. */
export abstract class BackgroundProducer {
  /** Never rejects: what cannot be enqueued now, because the server of the queue is away, is found later by a worker. */
  abstract enqueue(kind: BackgroundKind, id: string): Promise<void>;
}
