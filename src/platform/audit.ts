import type { Prisma } from '../../prisma/client/client.js';

/** What can be done that others must be able to look up; each part of the service adds its own, in the past tense. */
export const auditActions = [
  'score-overridden',
  'score-override-ended',
  'grade-overridden',
  'grade-override-ended',
  'review-decided',
  'comment-written',
  'comment-changed',
  'comment-deleted',
  'person-exported',
  'person-erased',
  'course-created',
  'course-changed',
  'course-deleted',
  'assignment-created',
  'assignment-changed',
  'assignment-deleted',
  'extension-set',
  'extension-removed',
  'people-imported',
  'enrolment-changed',
  'enrolment-removed',
  'invitation-created',
  'invitation-revoked',
  'person-created',
  'person-changed',
  'account-link-created',
  'invitation-accepted',
  'regrade-created',
  'regrade-applied',
  'regrade-discarded',
  'similarity-compared',
  'webhook-created',
  'webhook-changed',
  'webhook-deleted',
  'webhook-secret-rotated',
  'deliveries-stopped',
  'deliveries-replayed',
  'lti-course-linked',
  'lti-course-unlinked',
  'lti-platform-registered',
  'lti-platform-changed',
  'lti-platform-removed',
  'lti-registration-link-created',
  'lti-keys-rotated',
  'lti-roster-read',
  'exercise-created',
  'exercise-deleted',
  'exercise-published',
] as const;
export type AuditAction = (typeof auditActions)[number];

export interface AuditRecord {
  /** Who did it; null: the service itself. */
  readonly actorId: string | null;
  /** Null: it concerns no course. */
  readonly courseId: string | null;
  readonly action: AuditAction;
  /** Id of what it was done to. */
  readonly subject: string;
  /** For people to read, and no more of them than it takes: ids rather than names. */
  readonly details: Prisma.InputJsonObject;
}

/** One insert, in the transaction of the deed: neither is there without the other. */
export async function audit(transaction: Prisma.TransactionClient, record: AuditRecord): Promise<void> {
  await transaction.auditEntry.create({ data: record });
}
