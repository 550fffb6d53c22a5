/** Writes events and the deliveries that follow from them in sets: a statement each, for any number of them. */
import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../prisma/client/client.js';
import { type AnyEventType, type EventData, eventShapes } from './event.schema.js';
import { targetDisabled } from './stop-target.js';

/** Who listens in a course. */
export interface Listening {
  readonly courseId: string;
  /** Types that some endpoint of the course is told of. */
  readonly types: ReadonlySet<string>;
}

/** Links in `data` are paths: where people reach us is known to who sends. */
export interface NewEvent<Type extends AnyEventType = AnyEventType> {
  readonly type: Type;
  /** The key of its sequence; at most one event of a subject in one call. */
  readonly subject: string;
  readonly data: EventData<Type>;
}

export const submissionSubject = (id: string) => `submission ${id}`;
export const gradeSubject = (assignmentId: string, enrolmentId: string) =>
  `grade ${assignmentId} ${enrolmentId}`;
export const regradeSubject = (id: string) => `regrade ${id}`;
/** Apart from the sequence of the grade: receivers of webhooks are not told of it, and would miss a number. */
export const standingGradeSubject = (assignmentId: string, enrolmentId: string) =>
  `standing-grade ${assignmentId} ${enrolmentId}`;
export const webhookSubject = (id: string) => `webhook ${id}`;

/** Ids in the order given. */
export async function writeEvents(
  transaction: Prisma.TransactionClient,
  courseId: string,
  events: readonly NewEvent[],
): Promise<string[]> {
  const rows = events.map(({ type, subject, data }) => {
    const { version } = eventShapes[type];
    return { id: randomUUID(), type, version, subject, payload: data };
  });
  await transaction.$executeRaw`
    WITH new AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS new(id uuid, type text, version int, subject text, payload jsonb)
    ), numbered AS (
      INSERT INTO event_sequences (subject, course_id, last)
      SELECT subject, ${courseId}::uuid, 1 FROM new ORDER BY subject
      ON CONFLICT (subject) DO UPDATE SET last = event_sequences.last + 1
      RETURNING subject, last
    )
    INSERT INTO lms_events (id, course_id, type, version, subject, sequence, payload)
    SELECT id, ${courseId}::uuid, type, version, subject, last, payload FROM new JOIN numbered USING (subject)`;
  return rows.map(({ id }) => id);
}

/** What happens while an endpoint is disabled is kept for it as failed, so that it can be replayed once it is enabled again. */
export async function writeWebhookDeliveries(
  transaction: Prisma.TransactionClient,
  eventIds: readonly string[],
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO deliveries (id, kind, course_id, event_id, target_id, status, next_attempt_at, ended_at, last_error)
    SELECT gen_random_uuid(), 'webhook', e.course_id, e.id, w.id,
      CASE WHEN t.disabled_at IS NULL THEN 'waiting' ELSE 'failed' END::"DeliveryStatus",
      CASE WHEN t.disabled_at IS NULL THEN now() END,
      CASE WHEN t.disabled_at IS NOT NULL THEN now() END,
      CASE WHEN t.disabled_at IS NOT NULL THEN ${targetDisabled} END
    FROM lms_events e
    JOIN webhook_endpoints w ON w.course_id = e.course_id AND e.type = ANY(w.events)
    JOIN delivery_targets t ON t.id = w.id
    WHERE e.id = ANY(${[...eventIds]}::uuid[])`;
}
