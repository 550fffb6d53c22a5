import type { Delivery, DeliveryAttempt, EventType } from '../api/lms.ts';

/** What an endpoint can be told of, in the order in which it is offered. */
export const eventWords: Readonly<Record<EventType, { words: string; more: string }>> = {
  'submission.graded': {
    words: 'A submission was graded',
    more: 'with score and checks, also after a regrade',
  },
  'submission.failed': {
    words: 'A submission could not be graded',
    more: 'by a fault of ours or of the exercise',
  },
  'grade.changed': {
    words: 'A grade changed',
    more: 'for whatever reason: late policy and overrides are in it',
  },
  'regrade.applied': { words: 'A regrade was applied', more: 'once for the whole set' },
};

const otherWords: Readonly<Record<string, string>> = {
  'webhook.test': 'A test',
  'grade.standing': 'A grade from before its column',
};

export const typeWords = (type: string): string =>
  type in eventWords ? eventWords[type as EventType].words : (otherWords[type] ?? type);

export const statusWords: Readonly<Record<Delivery['status'], string>> = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed',
  superseded: 'Superseded',
};

export const outcomeWords: Readonly<Record<DeliveryAttempt['outcome'], string>> = {
  delivered: 'Delivered',
  superseded: 'Not needed any more',
  retry: 'Failed',
  refused: 'Refused for good',
};

export const kindWords: Readonly<Record<Delivery['kind'], string>> = {
  webhook: 'Webhook',
  'lti-score': 'Score for the LMS',
};

export const attemptsWords = (attempts: number): string =>
  attempts === 0 ? 'not sent yet' : attempts === 1 ? '1 attempt' : `${attempts} attempts`;

/** As in `340 ms` or `15 s`. */
export const durationWords = (durationMs: number): string =>
  durationMs < 1_000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1_000).toFixed(1)} s`;

/** JSON with line breaks; anything else as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
