/** What follows from an attempt to deliver, as a pure function: when to try again, and when to stop. */
import type { Settlement, TargetState } from '../lms/delivery.repository.js';
import type { Attempted } from '../lms/delivery-sender.js';

export interface DeliveryPolicy {
  /** Before each attempt, from the first: so many milliseconds after the one before. */
  readonly retryScheduleMs: readonly number[];
  /** A target that has done nothing but fail for so long is disabled. */
  readonly disableAfterMs: number;
}

export interface Circumstances {
  readonly failures: number;
  readonly target: TargetState;
  readonly now: Date;
  /** 0…1, for the jitter. */
  readonly random: number;
}

/** Up to so much is added to each wait, so that what failed at the same time does not come back at the same time. */
const jitterShare = 0.2;

/** A receiver may ask for patience, not for being forgotten. */
const retryAfterMaxMs = 24 * 3_600_000;

/** A slow target rests as long as a delivery waits before its second, third, fourth attempt, and no longer. */
const longestRestStep = 3;

export function planNext(attempted: Attempted, given: Circumstances, policy: DeliveryPolicy): Settlement {
  const { outcome, heldUntil, disable = null } = attempted;
  const { failures, target, now, random } = given;
  if (heldUntil !== undefined) return { ...held, nextAttemptAt: heldUntil, failures };
  if (outcome === 'delivered') return ended('delivered', failures, { kind: 'well' });
  if (outcome === 'superseded') return ended('superseded', failures, { kind: 'nothing' });
  const failed = failures + 1;
  const said = { kind: 'failing', at: now, resumesAt: restUntil(attempted, given, policy) } as const;
  const since = target.failingSince ?? now;
  const isHopeless = now.getTime() - since.getTime() >= policy.disableAfterMs;
  const disableReason = disable ?? (isHopeless ? hopeless(now.getTime() - since.getTime(), attempted) : null);
  const delayMs = outcome === 'refused' ? undefined : policy.retryScheduleMs[failed];
  if (delayMs === undefined) return { ...ended('failed', failed, said), disableReason };
  const waitMs = Math.max(delayMs * (1 + jitterShare * random), askedFor(attempted));
  const nextAttemptAt = new Date(now.getTime() + waitMs);
  return { status: 'waiting', nextAttemptAt, failures: failed, target: said, disableReason };
}

/** As if it had not been looked at. */
const held = { status: 'waiting', target: { kind: 'nothing' }, disableReason: null } as const;

function ended(
  status: 'delivered' | 'superseded' | 'failed',
  failures: number,
  target: Settlement['target'],
): Settlement {
  return { status, nextAttemptAt: null, failures, target, disableReason: null };
}

/** Null when it was not asked to slow down. */
function restUntil(
  attempted: Attempted,
  { target, now }: Circumstances,
  { retryScheduleMs }: DeliveryPolicy,
): Date | null {
  if (!attempted.slowDown) return null;
  const step = Math.min(target.slowAnswers + 1, longestRestStep, retryScheduleMs.length - 1);
  const restMs = Math.max(retryScheduleMs[step] ?? 0, askedFor(attempted));
  return new Date(now.getTime() + restMs);
}

const askedFor = ({ retryAfterMs = 0 }: Attempted) => Math.min(retryAfterMs, retryAfterMaxMs);

function hopeless(failingMs: number, { error, response }: Attempted): string {
  const last = error ?? `It answered ${response?.status}.`;
  return `Nothing could be delivered for ${spanWords(failingMs)}. The last time: ${last}`;
}

const spans = [
  { unit: 'day', unitMs: 86_400_000 },
  { unit: 'hour', unitMs: 3_600_000 },
  { unit: 'minute', unitMs: 60_000 },
] as const;

/** As in `5 days`. */
function spanWords(spanMs: number): string {
  const { unit, unitMs } = spans.find((span) => spanMs >= span.unitMs) ?? { unit: 'second', unitMs: 1_000 };
  const count = Math.round(spanMs / unitMs);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
