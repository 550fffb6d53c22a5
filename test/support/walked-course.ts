import { randomUUID } from 'node:crypto';
import type { CourseRole } from '../../src/auth/access-rules.js';
import { query } from './postgres.js';

export interface WalkedCourse {
  readonly courseId: string;
  /** Of the first of the people, for the assignment. */
  readonly submissionId: string;
}

/** A course of its own with these people, an assignment, and something that the first of them handed in for it. */
export async function makeWalkedCourse(
  databaseUrl: string,
  people: readonly (readonly [personId: string, CourseRole])[],
): Promise<WalkedCourse> {
  const [author] = people;
  if (!author) throw new Error('Somebody has to hand in');
  const courseId = randomUUID();
  const submissionId = randomUUID();
  await query(
    databaseUrl,
    `WITH course AS (
      INSERT INTO courses (id, title, time_zone, updated_at) VALUES ($1, 'Walked', 'Europe/Berlin', now())
    ), version AS (
      INSERT INTO exercise_versions (slug, version, digest, definition) VALUES ('two-sleeps', 3, '', '{}')
      ON CONFLICT DO NOTHING
    ), assignment AS (
      INSERT INTO assignments (id, course_id, exercise, exercise_version, title, position, opens_at, due_at, closes_at,
        points, updated_at)
      VALUES ($2, $1, 'two-sleeps', 3, 'Walked', 1, now() - interval '1 day', now() + interval '1 day',
        now() + interval '1 day', 10, now())
    ), enrolled AS (
      INSERT INTO enrolments (id, course_id, person_id, role)
      SELECT gen_random_uuid(), $1, person_id, role::"CourseRole" FROM unnest($4::uuid[], $5::text[]) AS p(person_id, role)
      RETURNING id, person_id
    )
    INSERT INTO submissions (id, exercise, exercise_version, language, files, status, body_digest, error_code,
      error_message, person_id, assignment_id, enrolment_id, attempt, updated_at)
    SELECT $3, 'two-sleeps', 3, 'python', '{}', 'failed', '', 'sandbox', 'made up', person_id, $2, id, 1, now()
    FROM enrolled WHERE person_id = $6`,
    [
      courseId,
      randomUUID(),
      submissionId,
      people.map(([id]) => id),
      people.map(([, role]) => role),
      author[0],
    ],
  );
  return { courseId, submissionId };
}
