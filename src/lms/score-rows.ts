import type { Prisma } from '../../prisma/client/client.js';
import { type AnyEventType, standingGradeType } from './event.schema.js';

/** After which the score of a person at an LMS may be another one. */
export const scoreEvents: readonly AnyEventType[] = ['grade.changed', 'submission.failed'];

/**
 * A delivery for each column of an LMS into which the grade of an event goes: of students whom that LMS knows. A statement,
 * for any number of events.
 */
export async function writeScoreDeliveries(
  transaction: Prisma.TransactionClient,
  eventIds: readonly string[],
): Promise<void> {
  const types = [...scoreEvents, standingGradeType];
  await transaction.$executeRaw`
    INSERT INTO deliveries (id, kind, course_id, event_id, target_id, line_item_id, enrolment_id, status,
      next_attempt_at, ended_at, last_error)
    SELECT gen_random_uuid(), 'lti-score', e.course_id, e.id, l.context_id, l.id, s.id,
      CASE WHEN t.disabled_at IS NULL THEN 'waiting' ELSE 'failed' END::"DeliveryStatus",
      CASE WHEN t.disabled_at IS NULL THEN now() END,
      CASE WHEN t.disabled_at IS NOT NULL THEN now() END,
      CASE WHEN t.disabled_at IS NOT NULL THEN 'Sending scores was stopped.' END
    FROM lms_events e
    JOIN lti_line_items l ON l.assignment_id = (e.payload->>'assignmentId')::uuid AND l.url IS NOT NULL
    JOIN delivery_targets t ON t.id = l.context_id
    JOIN enrolments s ON s.id = (e.payload->>'enrolmentId')::uuid AND s.role = 'student'
    WHERE e.id = ANY(${[...eventIds]}::uuid[]) AND e.type = ANY(${types}::text[])
      AND EXISTS (
        SELECT 1 FROM lti_members m
        WHERE m.context_id = l.context_id AND m.enrolment_id = s.id AND m.left_at IS NULL)`;
}
