/**
 * The port between the engine that delivers (src/queue/delivery.processor.ts) and what is delivered to: two kinds ship,
 * webhooks and scores for an LMS.
 */

export const deliveryKinds = ['webhook', 'lti-score'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

export interface DeliveredEvent {
  readonly id: string;
  readonly courseId: string;
  readonly type: string;
  /** Of the shape of `payload`. */
  readonly version: number;
  /** From 1, without gaps, among the events of one submission or of one person's grade at one assignment. */
  readonly sequence: number;
  readonly createdAt: Date;
  readonly payload: unknown;
}

/** One delivery whose turn has come. The engine guarantees at least once, not once: it may come again after it was sent. */
export interface DueDelivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly targetId: string;
  /** Both of `lti-score` only. */
  readonly lineItemId: string | null;
  readonly enrolmentId: string | null;
  readonly event: DeliveredEvent;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Cut at `keptAnswerBytes`. */
  readonly body: string;
}

/** What is kept of an answer, for people who look for a fault. */
export const keptAnswerBytes = 4_096;

/**
 * What became of one attempt. It is kept and shown to instructors as it is, so secrets and tokens must be left out of
 * `request` and `response`.
 */
export interface Attempted {
  /**
   * `delivered`: the other side has it. `superseded`: it need not be sent, because something newer was. `retry`: again, when
   * the schedule says so. `refused`: never again by itself. `held`: it may not be sent before `heldUntil`; that is no attempt.
   */
  readonly outcome: 'delivered' | 'superseded' | 'retry' | 'refused' | 'held';
  /** Of `held`, and only of that. */
  readonly heldUntil?: Date;
  /** Of a `retry`: not before so many milliseconds have passed, as the other side has asked. */
  readonly retryAfterMs?: number;
  /** Of a `retry`: the other side is overburdened, so the whole target is slowed down. */
  readonly slowDown?: boolean;
  /** Why the whole target is to be disabled, for the instructor. */
  readonly disable?: string;
  /** Null when nothing was sent, or nothing came back. */
  readonly request: SentRequest | null;
  readonly response: ReceivedResponse | null;
  /** What went wrong, in words for the instructor; null when nothing did. */
  readonly error: string | null;
  readonly durationMs: number;
}

/** Sends the deliveries of one kind. */
export interface DeliverySender {
  readonly kind: DeliveryKind;
  /**
   * One attempt. What goes wrong on the way is a value (`retry`, `refused`); it rejects only with the reason of `signal`, which
   * aborts when the worker is to stop, or when something of ours is broken: both are tried again without being counted.
   */
  send(delivery: DueDelivery, signal: AbortSignal): Promise<Attempted>;
}

/** Token of all senders, in Nest's container. */
export const DELIVERY_SENDERS = Symbol('DeliverySenders');
