import {
  type Answer,
  type Asked,
  demand,
  demandMediaType,
  isText,
  parsedObject,
  Refusal,
} from './exchange.js';
import type { LineItems } from './line-items.js';
import type { Records } from './records.js';
import type { Course, LineItem, PlatformState } from './state.js';
import { mediaTypes, roles, scopes } from './words.js';

/** A score as a tool sends it (AGS 2.0, section 3.4). */
export interface Score {
  readonly userId: string;
  readonly timestamp: string;
  readonly activityProgress: string;
  readonly gradingProgress: string;
  readonly scoreGiven?: number;
  readonly scoreMaximum?: number;
  readonly comment?: string;
}

export interface AcceptedScore extends Score {
  readonly lineItemId: number;
  readonly acceptedAt: number;
}

const rule = 'score';
const activityProgress = ['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed'];
const gradingProgress = ['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady'];
const plainFields = [
  'userId',
  'timestamp',
  'activityProgress',
  'gradingProgress',
  'scoreGiven',
  'scoreMaximum',
  'comment',
  'submission',
  'scoringUserId',
];
/** ISO 8601 with a fraction of a second and a time zone. */
const timestampShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})(Z|[+-]\d\d:\d\d)$/;
const futureMs = 300_000;

/** The score service. A newer timestamp replaces what was there; any other is refused with 409, as Moodle does. */
export class Scores {
  /** In the order in which they were accepted. */
  readonly accepted: AcceptedScore[] = [];
  /** Refused because something as new or newer was there. */
  readonly stale: AcceptedScore[] = [];
  /** Moodle compares whole seconds: of two scores within one second it refuses the second. */
  precision: 'sub-second' | 'second' = 'sub-second';
  private readonly latest = new Map<string, AcceptedScore>();

  constructor(
    private readonly state: PlatformState,
    private readonly lineItems: LineItems,
    private readonly records: Records,
  ) {}

  latestOf(lineItemId: number, userId: string): AcceptedScore | undefined {
    return this.latest.get(`${lineItemId} ${userId}`);
  }

  post(asked: Asked, courseId: string, itemId: string): Answer {
    const tool = this.lineItems.enter(asked, courseId, [scopes.scores]);
    const item = this.lineItems.itemOf(courseId, itemId, tool);
    demandMediaType(asked, 'content-type', mediaTypes.score, rule);
    const score = readScore(asked.body);
    demandLearner(this.state.courses.get(courseId), score.userId);
    this.accept(asked, item, score);
    return {
      status: 200,
      headers: { 'Content-Type': mediaTypes.score },
      body: JSON.stringify({
        resultUrl: `${this.lineItems.urlOf(item).replace('/lineitem?', '/results?')}&user_id=${score.userId}`,
      }),
    };
  }

  private accept(asked: Asked, item: LineItem, score: Score): void {
    const arrived: AcceptedScore = { ...score, lineItemId: item.id, acceptedAt: Date.now() };
    const key = `${item.id} ${score.userId}`;
    const before = this.latest.get(key);
    if (before && this.instant(arrived) <= this.instant(before)) {
      this.stale.push(arrived);
      this.judgeStale(asked, arrived, before);
      throw new Refusal(409, rule, `Not newer than ${before.timestamp}: ${score.timestamp}`, false);
    }
    this.latest.set(key, arrived);
    this.accepted.push(arrived);
  }

  /**
   * A tool may repeat what it has sent when no answer came, and a request of it may be held up until a newer one has
   * overtaken it. What it must not do is to begin one with a timestamp that is not newer than what was accepted before.
   */
  private judgeStale(asked: Asked, arrived: AcceptedScore, before: AcceptedScore): void {
    const isRepeated = bodyOf(arrived) === bodyOf(before);
    const isOvertaken = asked.at <= before.acceptedAt;
    const isWithinSecond = Date.parse(arrived.timestamp) > Date.parse(before.timestamp);
    if (isRepeated || isOvertaken || isWithinSecond) return;
    this.records.violate(
      'score-order',
      `User ${arrived.userId}: ${arrived.timestamp} after ${before.timestamp}`,
      asked,
    );
  }

  private instant({ timestamp }: Score): number {
    const instantMs = Date.parse(timestamp);
    return this.precision === 'second' ? Math.floor(instantMs / 1000) : instantMs;
  }
}

const bodyOf = ({ acceptedAt: _, lineItemId: __, ...score }: AcceptedScore) => JSON.stringify(score);

/** A score with everything that Canvas and Moodle require, or a refusal. */
function readScore(body: string): Score {
  const score = parsedObject(body, rule);
  const unknown = Object.keys(score).filter(
    (name) => !plainFields.includes(name) && !name.startsWith('https://'),
  );
  demand(unknown.length === 0, rule, `Unknown fields: ${unknown}`);
  demand(isText(score.userId), rule, `userId is ${JSON.stringify(score.userId)}`);
  demandTimestamp(score.timestamp);
  demandOneOf(activityProgress, 'activityProgress', score.activityProgress);
  demandOneOf(gradingProgress, 'gradingProgress', score.gradingProgress);
  const { scoreGiven, scoreMaximum, comment } = score;
  if (scoreGiven !== undefined) {
    demand(isNumber(scoreGiven) && scoreGiven >= 0, rule, `scoreGiven is ${scoreGiven}`, 422);
    demand(scoreMaximum !== undefined, rule, 'scoreGiven comes without scoreMaximum', 422);
  }
  if (scoreMaximum !== undefined)
    demand(isNumber(scoreMaximum) && scoreMaximum > 0, rule, `scoreMaximum is ${scoreMaximum}`, 422);
  if (comment !== undefined)
    demand(typeof comment === 'string', rule, `comment is ${JSON.stringify(comment)}`);
  return score as unknown as Score;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function demandTimestamp(value: unknown): void {
  demand(
    typeof value === 'string' && timestampShape.test(value),
    rule,
    `timestamp is ${JSON.stringify(value)}`,
  );
  const instantMs = Date.parse(value);
  demand(!Number.isNaN(instantMs), rule, `timestamp is ${value}`);
  demand(instantMs <= Date.now() + futureMs, rule, `timestamp is in the future: ${value}`);
}

function demandOneOf(known: readonly string[], name: string, value: unknown): void {
  demand(known.includes(value as string), rule, `${name} is ${JSON.stringify(value)}`);
}

/** Moodle takes scores for those with a grade only: learners who are in the course. */
function demandLearner(course: Course | undefined, userId: string): void {
  const member = course?.members.find(({ id }) => id === userId);
  demand(member !== undefined, rule, `There is no user ${userId} in the course`, 422);
  const isGradable = member.roles.includes(roles.learner) && member.status === 'Active';
  demand(isGradable, rule, `User ${userId} has no grades in this course`, 422);
}
