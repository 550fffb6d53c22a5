/** A course in which a change of its assignment changes the grade of everybody, written straight into a database. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { hashSecretToken, makeSecretToken } from '../src/platform/secret-token.js';

export interface WebhookCourse {
  readonly courseId: string;
  readonly assignmentId: string;
  /** Of students, who all have a grade that a person has set. */
  readonly enrolmentIds: readonly string[];
  /** Of an administrator. */
  readonly token: string;
}

export async function makeWebhookCourse(databaseUrl: string, students: number): Promise<WebhookCourse> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const [courseId, assignmentId] = [randomUUID(), randomUUID()];
    const token = makeSecretToken('ilv_');
    await client.query(
      `INSERT INTO people (id, name, email, is_administrator, updated_at)
        SELECT gen_random_uuid(), 'Person ' || n, 'person-' || n || '@example.org', n = 0, now()
        FROM generate_series(0, $1::int) AS n`,
      [students],
    );
    await client.query(
      `INSERT INTO api_tokens (id, person_id, name, hash, scopes, expires_at)
        SELECT gen_random_uuid(), id, 'bench', $1, $2, now() + interval '1 day' FROM people WHERE is_administrator`,
      [hashSecretToken(token), ['courses:read', 'courses:write', 'grades:write']],
    );
    await client.query(
      `INSERT INTO exercise_versions (slug, version, digest, definition) VALUES ('generated', 1, '', '{"checks": []}')`,
    );
    await client.query(
      `INSERT INTO courses (id, title, time_zone, updated_at) VALUES ($1, 'Bench', 'Europe/Berlin', now())`,
      [courseId],
    );
    await client.query(
      `INSERT INTO assignments (id, course_id, exercise, exercise_version, title, position, opens_at, due_at, closes_at,
          points, updated_at)
        VALUES ($1, $2, 'generated', 1, 'Bench', 1, now(), now() + interval '1 day', now() + interval '2 days', 10, now())`,
      [assignmentId, courseId],
    );
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO enrolments (id, course_id, person_id, role)
        SELECT gen_random_uuid(), $1, id, 'student' FROM people WHERE NOT is_administrator RETURNING id`,
      [courseId],
    );
    await client.query(
      `INSERT INTO overrides (id, assignment_id, enrolment_id, points, reason)
        SELECT gen_random_uuid(), $1, id, 5, 'bench' FROM enrolments`,
      [assignmentId],
    );
    return { courseId, assignmentId, enrolmentIds: rows.map(({ id }) => id), token };
  } finally {
    await client.end();
  }
}
