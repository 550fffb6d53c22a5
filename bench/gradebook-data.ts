/**
 * A course as large as is promised, written straight into a database by statements over sets: through the sandbox it
 * would take days. Reports are small, but have the shape of real ones.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { CheckStatus, Report } from '../src/grading/report.js';
import { hashSecretToken, makeSecretToken } from '../src/platform/secret-token.js';

export const size = {
  students: 5000,
  assignments: 20,
  attempts: 10,
  otherCourses: 200,
  auditEntries: 100_000,
};

export interface GeneratedCourse {
  readonly courseId: string;
  readonly assignmentIds: readonly string[];
  /** Of an administrator, with all scopes. */
  readonly token: string;
}

const checks = ['runs', 'threads', 'processes', 'asyncio', 'report'].map((id) => ({
  id,
  title: `Does what "${id}" stands for`,
  points: 20,
}));

/** Of `score` points in steps of ten: whole checks first, then half of one. */
function reportOf(score: number): Report {
  return {
    exercise: 'generated',
    version: 1,
    score,
    maxScore: 100,
    checks: checks.map((check, at) => {
      const earned = Math.max(0, Math.min(20, score - 20 * at));
      const status: CheckStatus = earned === 20 ? 'passed' : earned > 0 ? 'partial' : 'failed';
      const message = `${earned} requests in flight together, 4.0 s in all; the longest took 2.0 s.`;
      return { ...check, earned, status, message, hint: 'Start all before you wait for the first.' };
    }),
    measures: {},
  };
}

const program = `import asyncio\n\n\nasync def main():\n${'    await asyncio.sleep(1)\n'.repeat(12)}\n\nasyncio.run(main())\n`;

export async function generateCourse(databaseUrl: string): Promise<GeneratedCourse> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // What is made here refers to what is there; checking that a million times is not what is measured.
    await client.query('SET session_replication_role = replica');
    await client.query('SET synchronous_commit = off');
    const token = await addAdministrator(client);
    const { courseId, assignmentIds } = await addCourses(client);
    await addStudents(client, courseId);
    await addSubmissions(client);
    await addGrades(client, courseId);
    await client.query('VACUUM ANALYZE');
    return { courseId, assignmentIds, token };
  } finally {
    await client.end();
  }
}

async function addAdministrator(client: pg.Client): Promise<string> {
  const id = randomUUID();
  const token = makeSecretToken('ilv_');
  await client.query(
    `INSERT INTO people (id, name, email, is_administrator, updated_at)
      VALUES ($1, 'Administrator', 'administrator@example.org', true, now())`,
    [id],
  );
  await client.query(
    `INSERT INTO api_tokens (id, person_id, name, hash, scopes, expires_at)
      VALUES (gen_random_uuid(), $1, 'bench', $2, $3, now() + interval '1 day')`,
    [id, hashSecretToken(token), ['submissions:read', 'courses:read', 'grades:write']],
  );
  return token;
}

async function addCourses(client: pg.Client) {
  const definition = { slug: 'generated', version: 1, title: 'Generated', checks };
  await client.query(
    `INSERT INTO exercise_versions (slug, version, digest, definition) VALUES ('generated', 1, '', $1)`,
    [JSON.stringify(definition)],
  );
  await client.query(
    `INSERT INTO courses (id, title, time_zone, updated_at)
      SELECT gen_random_uuid(), 'Course ' || n, 'Europe/Berlin', now() FROM generate_series(1, $1::int) AS n`,
    [size.otherCourses],
  );
  const courseId = randomUUID();
  await client.query(
    `INSERT INTO courses (id, title, time_zone, updated_at) VALUES ($1, 'The large one', 'Europe/Berlin', now())`,
    [courseId],
  );
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO assignments (id, course_id, exercise, exercise_version, title, position, opens_at, due_at, closes_at,
        points, updated_at)
      SELECT gen_random_uuid(), $1, 'generated', 1, 'Assignment ' || n, n, start + n * interval '7 days',
        start + (n + 10) * interval '7 days', start + (n + 11) * interval '7 days', 10, now()
      FROM generate_series(1, $2::int) AS n, (SELECT timestamptz '2026-01-05 12:00Z' AS start) AS starts
      RETURNING id`,
    [courseId, size.assignments],
  );
  return { courseId, assignmentIds: rows.map(({ id }) => id) };
}

async function addStudents(client: pg.Client, courseId: string): Promise<void> {
  await client.query(
    `INSERT INTO people (id, name, email, updated_at)
      SELECT gen_random_uuid(), initcap(translate(substr(md5(n::text), 1, 7), '0123456789', 'aeioulnrst')) || ' ' ||
        initcap(translate(substr(md5((n / 5)::text), 1, 9), '0123456789', 'aeioulnrst')),
        'student-' || n || '@example.org', now()
      FROM generate_series(1, $1::int) AS n`,
    [size.students],
  );
  await client.query(
    `INSERT INTO enrolments (id, course_id, person_id, role, external_id)
      SELECT gen_random_uuid(), $1, id, 'student', 's' || row_number() OVER () FROM people WHERE NOT is_administrator`,
    [courseId],
  );
}

/** One in five hundred failed by a fault of ours; the others got 0, 10, … or 100 points. */
async function addSubmissions(client: pg.Client): Promise<void> {
  const reports = Array.from({ length: 11 }, (_, tens) => ({
    score: 10 * tens,
    report: reportOf(10 * tens),
  }));
  await client.query(
    `CREATE TEMPORARY TABLE reports AS SELECT * FROM json_to_recordset($1::json) AS each(score float8, report json, statuses jsonb)`,
    [JSON.stringify(reports)],
  );
  await client.query(
    `INSERT INTO submissions (id, exercise, exercise_version, language, files, status, body_digest, score, final_score,
        max_score, report, error_code, error_message, created_at, updated_at, graded_at, person_id, assignment_id,
        enrolment_id, attempt)
      SELECT gen_random_uuid(), 'generated', 1, 'python', json_build_object('main.py', $1::text),
        CASE WHEN is_failed THEN 'failed' ELSE 'graded' END::"SubmissionStatus", md5(person_id::text),
        reports.score, reports.score, CASE WHEN NOT is_failed THEN 100 END, report,
        CASE WHEN is_failed THEN 'sandbox-fault' END, CASE WHEN is_failed THEN 'no room' END,
        created_at, created_at, created_at, person_id, assignment_id, enrolment_id, attempt
      FROM (
        SELECT enrolments.id AS enrolment_id, person_id, assignments.id AS assignment_id, attempt,
          opens_at + (attempt - random()) * (due_at - opens_at) / $2 AS created_at, random() < 0.002 AS is_failed,
          10 * floor(11 * random()) AS score
        FROM assignments, enrolments, generate_series(1, $2::int) AS attempt
      ) AS each LEFT JOIN reports ON reports.score = each.score AND NOT is_failed`,
    [program, size.attempts],
  );
}

/** As keepGrades would: the best attempt counts. Everybody's newest assignment waits for a person. */
async function addGrades(client: pg.Client, courseId: string): Promise<void> {
  await client.query(
    `INSERT INTO grades (assignment_id, enrolment_id, submission_id, attempts, score, max_score, points, awaits_review,
        checks, updated_at)
      SELECT assignment_id, enrolment_id, best.id, $1, best.score, 100, best.score / 10, position = $2, statuses, now()
      FROM (
        SELECT DISTINCT ON (assignment_id, enrolment_id) id, assignment_id, enrolment_id, score
        FROM submissions WHERE status = 'graded' ORDER BY assignment_id, enrolment_id, score DESC, attempt
      ) AS best
      JOIN assignments ON assignments.id = assignment_id JOIN reports ON reports.score = best.score`,
    [size.attempts, size.assignments],
  );
  await client.query(
    `UPDATE enrolments SET points = (SELECT sum(points) FROM grades WHERE enrolment_id = enrolments.id)`,
  );
  await client.query(
    `INSERT INTO reviews (submission_id, check_id, assignment_id, opened_at)
      SELECT submission_id, 'report', assignment_id, now() - random() * interval '9 days' FROM grades WHERE awaits_review`,
  );
  await client.query(
    `INSERT INTO audit_entries (actor_id, course_id, action, subject, details)
      SELECT (SELECT id FROM people WHERE is_administrator), $1, 'score-overridden', gen_random_uuid()::text,
        '{"points": 5, "reason": "Looked at it"}'
      FROM generate_series(1, $2::int)`,
    [courseId, size.auditEntries],
  );
}
