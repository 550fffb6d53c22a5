import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { scoreShownFrom } from '../../grading/visibility.js';
import {
  type Attempted,
  type DeliverySender,
  type DueDelivery,
  keptAnswerBytes,
} from '../delivery-sender.js';
import { OutgoingError } from '../outgoing-http.js';
import {
  columnComesBack,
  type HeldScore,
  LtiScoreRepository,
  type PostedScore,
  type ScoreTarget,
} from './lti-score.repository.js';
import { LtiServices, NoAccessToken, userAgent } from './lti-services.js';
import { mediaTypes, serviceScopes } from './lti-words.js';
import { judgeScoreAnswer, type ScoreVerdict, unanswered } from './score-answer.js';
import { scoreOf, scoresUrl } from './score-of.js';

/** Moodle compares timestamps in whole seconds: the next one is good. */
const nextSecondMs = 1_050;

type Sent = Omit<Attempted, 'durationMs'>;

/**
 * Posts grades to columns of platforms (Assignment and Grade Services 2.0). Always the grade as it is now, not as it was when
 * something happened: deliveries that come late, or twice, do no harm.
 */
@Injectable()
export class LtiScoreSender implements DeliverySender {
  readonly kind = 'lti-score';
  private readonly publicUrl: string;

  constructor(
    private readonly scores: LtiScoreRepository,
    private readonly services: LtiServices,
    @Inject(CONFIG) { publicUrl, host, port }: Config,
  ) {
    this.publicUrl = publicUrl ?? `http://${host}:${port}`;
  }

  async send(delivery: DueDelivery, signal: AbortSignal): Promise<Attempted> {
    const begunMs = performance.now();
    const sent = await this.sendNow(delivery, signal);
    return { ...sent, durationMs: performance.now() - begunMs };
  }

  private async sendNow({ id, lineItemId, enrolmentId }: DueDelivery, signal: AbortSignal): Promise<Sent> {
    if (lineItemId === null || enrolmentId === null)
      throw new Error('A delivery of a score names whose it is');
    const place = { lineItemId, enrolmentId };
    const target = await this.scores.findTarget(place);
    if (!target) return superseded('The column is not linked any more.');
    const { subject, url } = target;
    if (url === null) return superseded(`The platform has no column for the assignment. ${columnComesBack}`);
    if (subject === null) return superseded('The platform does not name this person as a student any more.');
    const held = await this.scores.hold(place, id, new Date());
    if (!held) return superseded('Another delivery sends the grade as it is now.');
    const isRepeated = await this.scores.wasTried(id);
    try {
      return await this.postUntilReleased({ ...target, subject, url, isRepeated }, held, signal);
    } catch (error) {
      await this.scores.drop(held);
      signal.throwIfAborted();
      throw error;
    }
  }

  private async postUntilReleased(target: KnownTarget, first: HeldScore, signal: AbortSignal): Promise<Sent> {
    for (let held = first; ; ) {
      const sent = await this.post(target, held, signal);
      if (sent.outcome !== 'delivered' && sent.outcome !== 'superseded') {
        await this.scores.drop(held);
        return sent;
      }
      const again = await this.scores.release(held);
      if (!again) return sent;
      held = again;
    }
  }

  /** A timestamp that the platform finds too old is tried once more with the next second. */
  private async post(target: KnownTarget, held: HeldScore, signal: AbortSignal): Promise<Sent> {
    const first = await this.postOnce(target, held, signal);
    if (!first.isStale) return first.sent;
    await delay(nextSecondMs, undefined, { signal });
    return (await this.postOnce(target, held, signal)).sent;
  }

  private async postOnce(target: KnownTarget, held: HeldScore, signal: AbortSignal) {
    const now = new Date();
    const posted = await this.scores.read(held, now);
    const shownFrom = scoreShownFrom(posted.rules, now);
    if (shownFrom === null) return { sent: superseded(shownNever), isStale: false };
    if (shownFrom > now) return { sent: heldUntil(shownFrom), isStale: false };
    const score = scoreOf({ ...posted.grade, reportUrl: this.reportUrl(posted) });
    const state = JSON.stringify(score);
    if (posted.taken === state && !target.isRepeated)
      return { sent: superseded('The platform has this grade already.'), isStale: false };
    const body = JSON.stringify({
      userId: target.subject,
      timestamp: posted.timestamp.toISOString(),
      ...score,
    });
    // Until there is an answer nobody knows what it has.
    await this.scores.noteTaken(held, null);
    const { verdict, request } = await this.call(target, body, signal);
    if (verdict.outcome === 'delivered') await this.scores.noteTaken(held, state);
    const { isStale, ...outcome } = verdict;
    const isGone = await this.isGone(target, verdict, signal);
    if (!isGone) return { sent: { ...outcome, request }, isStale };
    await this.scores.loseColumn(held.lineItemId, target.url);
    const error = `The platform has deleted the column. ${columnComesBack}`;
    return { sent: { ...outcome, outcome: 'refused', error, request } as const, isStale };
  }

  /**
   * A column may be deleted by people, or with its link; what is asked of it is answered 404 then, but so is much by a server that is being
   * repaired. So the column itself is looked at, where we may. It is not made again from here: whoever has deleted it may have
   * meant to, and without a link of the course Canvas would make an assignment of its own for it.
   */
  private async isGone(
    { platform, url, isReadable }: KnownTarget,
    verdict: ScoreVerdict,
    signal: AbortSignal,
  ) {
    if (!isGoneStatus(verdict.response?.status) || !isReadable) return false;
    const call = {
      method: 'GET',
      url,
      scope: serviceScopes.lineItems,
      accept: mediaTypes.lineItem,
      cutAnswerAtBytes: keptAnswerBytes,
    } as const;
    try {
      return isGoneStatus((await this.services.call(platform, call, signal)).status);
    } catch (error) {
      if (error instanceof NoAccessToken || error instanceof OutgoingError) return false;
      throw error;
    }
  }

  private async call({ platform, url: lineItemUrl }: KnownTarget, body: string, signal: AbortSignal) {
    const url = scoresUrl(lineItemUrl);
    // As sent, but for the access token.
    const request = {
      method: 'POST',
      url,
      headers: { 'Content-Type': mediaTypes.score, 'User-Agent': userAgent },
      body,
    } as const;
    const call = {
      method: request.method,
      url,
      body,
      scope: serviceScopes.scores,
      contentType: mediaTypes.score,
      cutAnswerAtBytes: keptAnswerBytes,
    };
    try {
      const answer = await this.services.call(platform, call, signal);
      return { request, verdict: judgeScoreAnswer(answer, new Date()) };
    } catch (error) {
      return { request: error instanceof NoAccessToken ? null : request, verdict: verdictOf(error) };
    }
  }

  private reportUrl({ grade: { submissionId } }: PostedScore): string | null {
    return submissionId === null ? null : `${this.publicUrl}/submissions/${submissionId}`;
  }
}

interface KnownTarget extends ScoreTarget {
  readonly url: string;
  readonly subject: string;
  /** Somebody may want it sent again, because the platform has lost or changed it. */
  readonly isRepeated: boolean;
}

/** The platform would show the score to its student at once. */
const heldUntil = (date: Date): Sent => ({
  outcome: 'held',
  heldUntil: date,
  request: null,
  response: null,
  error: 'Held back: the student may not see the score yet.',
});
const shownNever = 'Students may not see scores of this assignment; when they may, all are sent.';

const isGoneStatus = (status: number | undefined) => status === 404 || status === 410;

const superseded = (error: string): Sent => ({ outcome: 'superseded', request: null, response: null, error });

function verdictOf(error: unknown): ScoreVerdict {
  if (error instanceof NoAccessToken) {
    const asked = error.answer ? judgeScoreAnswer(error.answer, new Date()) : null;
    const { retryAfterMs, slowDown = false } = asked ?? {};
    // What the token endpoint says is not kept: it may hold a token.
    return {
      ...unanswered(error.message),
      slowDown,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
  if (error instanceof OutgoingError) return unanswered(error.message);
  throw error;
}
