import { Injectable } from '@nestjs/common';
import { Prisma } from '../../../prisma/client/client.js';
import type { VisibilityRules } from '../../grading/visibility.js';
import { PrismaService } from '../../platform/prisma.service.js';
import type { ServicePlatform } from './lti-services.js';
import { serviceScopes } from './lti-words.js';
import type { GradeState } from './score-of.js';

/** Whose score at which column. */
export interface ScorePlace {
  readonly lineItemId: string;
  readonly enrolmentId: string;
}

/** Held by a delivery while it posts. */
export interface HeldScore extends ScorePlace {
  readonly holderId: string;
  /** How often others had asked by then. */
  readonly asked: number;
}

export interface ScoreTarget {
  /** Of the column; null: there is none any more. */
  readonly url: string | null;
  readonly platform: ServicePlatform;
  /** Whether we may look at columns. */
  readonly isReadable: boolean;
  /** How the platform calls the person; null: it does not name them any more. */
  readonly subject: string | null;
}

/** What is to be posted, with the time at which the grade was read. */
export interface PostedScore {
  readonly grade: Omit<GradeState, 'reportUrl'> & { readonly submissionId: string | null };
  /** What the person may see of it, and when. */
  readonly rules: VisibilityRules;
  readonly taken: string | null;
  /** Later than that of any post before. */
  readonly timestamp: Date;
}

/** To instructors. */
export const columnComesBack =
  'When somebody opens a link to the assignment there, it is looked for and, if need be, made again; all grades go there then.';

/** Longer than a post with all its limits can take. */
const heldMs = 120_000;

/** Keeps posts of one score apart, so that none with an older grade comes after one with a newer. */
@Injectable()
export class LtiScoreRepository {
  constructor(private readonly prisma: PrismaService) {}

  async findTarget({ lineItemId, enrolmentId }: ScorePlace): Promise<ScoreTarget | null> {
    const item = await this.prisma.ltiLineItem.findUnique({
      where: { id: lineItemId },
      include: {
        context: {
          include: {
            platform: true,
            members: {
              where: { enrolmentId, leftAt: null, role: 'student' },
              orderBy: { subject: 'asc' },
              take: 1,
            },
          },
        },
      },
    });
    if (!item) return null;
    const { url, context } = item;
    return {
      url,
      platform: context.platform,
      isReadable: context.scopes.includes(serviceScopes.lineItems),
      subject: context.members[0]?.subject ?? null,
    };
  }

  /** The platform has deleted the column. Nothing goes there any more; a launch finds, or makes, another one. */
  async loseColumn(lineItemId: string, url: string): Promise<void> {
    await this.prisma.$transaction(async (tx) => {
      const [lost] = await tx.ltiLineItem.updateManyAndReturn({
        where: { id: lineItemId, url },
        data: { url: null },
        select: { contextId: true, assignment: { select: { title: true } } },
      });
      if (!lost) return;
      const lineItemError = `The platform has deleted the column for “${lost.assignment.title}”. ${columnComesBack}`;
      await tx.ltiContext.update({ where: { id: lost.contextId }, data: { lineItemError } });
    });
  }

  async wasTried(deliveryId: string): Promise<boolean> {
    return (await this.prisma.delivery.count({ where: { id: deliveryId, attempts: { gt: 0 } } })) > 0;
  }

  /**
   * Null when another delivery holds it: that one is told to look at the grade once more, and comes again itself if it fails
   * or dies.
   */
  async hold(
    { lineItemId, enrolmentId }: ScorePlace,
    holderId: string,
    now: Date,
  ): Promise<HeldScore | null> {
    const until = new Date(now.getTime() + heldMs);
    const [row] = await this.prisma.$queryRaw<{ holder: string; asked: number }[]>`
      INSERT INTO lti_scores AS s (line_item_id, enrolment_id, holder_id, held_until)
      VALUES (${lineItemId}::uuid, ${enrolmentId}::uuid, ${holderId}::uuid, ${until})
      ON CONFLICT (line_item_id, enrolment_id) DO UPDATE SET
        holder_id = CASE WHEN ${isFree(holderId, now)} THEN excluded.holder_id ELSE s.holder_id END,
        held_until = CASE WHEN ${isFree(holderId, now)} THEN excluded.held_until ELSE s.held_until END,
        asked = CASE WHEN ${isFree(holderId, now)} THEN s.asked ELSE s.asked + 1 END
      RETURNING holder_id AS holder, asked`;
    if (row?.holder !== holderId) return null;
    return { lineItemId, enrolmentId, holderId, asked: row.asked };
  }

  /** The grade as it is now, and a timestamp for it, in one step: a later timestamp never goes with an earlier grade. */
  read({ lineItemId, enrolmentId }: HeldScore, now: Date): Promise<PostedScore> {
    return this.prisma.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ sentAtMs: bigint; taken: string | null }[]>`
        UPDATE lti_scores SET sent_at_ms = greatest(sent_at_ms + 1, ${now.getTime()}::bigint)
        WHERE line_item_id = ${lineItemId}::uuid AND enrolment_id = ${enrolmentId}::uuid
        RETURNING sent_at_ms AS "sentAtMs", taken`;
      if (!row) throw new Error('A score that is held has a row');
      const { grade, rules } = await readGrade(tx, lineItemId, enrolmentId);
      return { grade, rules, taken: row.taken, timestamp: new Date(Number(row.sentAtMs)) };
    });
  }

  /** What the platform has now; null: nobody knows, because no answer came. */
  async noteTaken({ lineItemId, enrolmentId }: HeldScore, taken: string | null): Promise<void> {
    await this.prisma.ltiScore.updateMany({ where: { lineItemId, enrolmentId }, data: { taken } });
  }

  /** Null: it is held no longer. Else others have asked since, it is still held, and there is one more post to make. */
  async release({ lineItemId, enrolmentId, holderId, asked }: HeldScore): Promise<HeldScore | null> {
    // In one statement: whoever asks in between would otherwise rely on a post that is not made.
    const [row] = await this.prisma.$queryRaw<{ isHeld: boolean; asked: number }[]>`
      UPDATE lti_scores SET holder_id = CASE WHEN asked > ${asked} THEN holder_id END,
        held_until = CASE WHEN asked > ${asked} THEN held_until END
      WHERE line_item_id = ${lineItemId}::uuid AND enrolment_id = ${enrolmentId}::uuid AND holder_id = ${holderId}::uuid
      RETURNING holder_id IS NOT NULL AS "isHeld", asked`;
    return row?.isHeld ? { lineItemId, enrolmentId, holderId, asked: row.asked } : null;
  }

  /** After a failure: its delivery comes again, for all that have asked. */
  async drop({ lineItemId, enrolmentId, holderId }: HeldScore): Promise<void> {
    await this.prisma.ltiScore.updateMany({
      where: { lineItemId, enrolmentId, holderId },
      data: { holderId: null, heldUntil: null },
    });
  }
}

/** A delivery that comes again finds what it held when it died. */
const isFree = (holderId: string, now: Date) =>
  Prisma.sql`(s.holder_id IS NULL OR s.held_until <= ${now} OR s.holder_id = ${holderId}::uuid)`;

async function readGrade(tx: Prisma.TransactionClient, lineItemId: string, enrolmentId: string) {
  const [row] = await tx.$queryRaw<(PostedScore['grade'] & VisibilityRules)[]>`
    SELECT g.points, a.points AS "maxPoints", coalesce(g.awaits_review AND NOT g.is_overridden, false) AS "awaitsReview",
      coalesce(g.submission_id, newest.id) AS "submissionId", coalesce(newest.status = 'failed', false) AS "hasFailed",
      a.visible_before_due AS "visibleBeforeDue", a.visible_after_due AS "visibleAfterDue",
      coalesce(x.due_at, a.due_at) AS "dueAt"
    FROM lti_line_items l JOIN assignments a ON a.id = l.assignment_id
    LEFT JOIN grades g ON g.assignment_id = a.id AND g.enrolment_id = ${enrolmentId}::uuid
    LEFT JOIN extensions x ON x.assignment_id = a.id AND x.enrolment_id = ${enrolmentId}::uuid
    LEFT JOIN LATERAL (
      SELECT id, status FROM submissions
      WHERE assignment_id = a.id AND enrolment_id = ${enrolmentId}::uuid ORDER BY attempt DESC LIMIT 1) newest ON true
    WHERE l.id = ${lineItemId}::uuid`;
  if (!row) throw new Error('The column of a score that is held is there');
  const { visibleBeforeDue, visibleAfterDue, dueAt, ...grade } = row;
  return { grade, rules: { visibleBeforeDue, visibleAfterDue, dueAt } };
}
