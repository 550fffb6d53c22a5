import type { Attempted } from '../delivery-sender.js';
import type { OutgoingAnswer } from '../outgoing-http.js';
import { retryAfterMs } from '../retry-after.js';

/** What an answer of a platform to a score comes to. */
export type ScoreVerdict = Omit<Attempted, 'request' | 'durationMs'> & {
  /** A newer timestamp may be taken. */
  readonly isStale: boolean;
};

/** Too many requests; a gateway or server that cannot keep up. */
const slowStatuses = [429, 502, 503, 504];

export const unanswered = (error: string): ScoreVerdict => ({
  outcome: 'retry',
  response: null,
  error,
  isStale: false,
});

/**
 * 409 is what the specification has for a timestamp that is too old, 400 with words about it what older versions of Moodle say.
 * Canvas throttles by 403. What does not fit (400, 422) does not fit the next time either; all else may pass.
 */
export function judgeScoreAnswer(response: OutgoingAnswer, now: Date): ScoreVerdict {
  const { status, headers, body } = response;
  if (status >= 200 && status < 300) return { outcome: 'delivered', response, error: null, isStale: false };
  const isStale = status === 409 || (status === 400 && /timestamp/i.test(body));
  const isThrottled = status === 403 && (headers['retry-after'] !== undefined || /rate limit/i.test(body));
  const patience = retryAfterMs(headers['retry-after'], now);
  return {
    outcome: !isStale && (status === 400 || status === 422) ? 'refused' : 'retry',
    response,
    error: isStale ? 'The platform has a newer score already.' : `The platform answers ${status}.`,
    slowDown: isThrottled || slowStatuses.includes(status),
    ...(patience === null ? {} : { retryAfterMs: patience }),
    isStale,
  };
}
