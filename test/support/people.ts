import { randomUUID } from 'node:crypto';
import type { CourseRole } from '../../src/auth/access-rules.js';
import { hashPassword } from '../../src/auth/password.js';
import { query } from './postgres.js';

export const password = 'correct horse battery';

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  /** What their browser sends. */
  readonly cookie: string;
}

/** One hash is enough: argon2id takes its time by design. */
const digest = hashPassword(password);

/** A person with a password, signed in through the API. */
export async function signedInPerson(
  { url, databaseUrl }: { url: string; databaseUrl: string },
  { name = 'Ada', isAdministrator = false }: { name?: string; isAdministrator?: boolean } = {},
): Promise<TestPerson> {
  const id = randomUUID();
  const email = `${name.toLowerCase()}-${id.slice(0, 8)}@example.org`;
  await query(
    databaseUrl,
    `INSERT INTO people (id, name, email, is_administrator, updated_at) VALUES ($1, $2, $3, $4, now())`,
    [id, name, email, isAdministrator],
  );
  await query(
    databaseUrl,
    `INSERT INTO accounts (id, person_id, account_id, provider_id, password, updated_at)
      VALUES ($1, $2::uuid, $2::uuid::text, 'credential', $3, now())`,
    [randomUUID(), id, await digest],
  );
  // More people sign in during a test than the throttle lets one address do.
  await query(databaseUrl, 'DELETE FROM rate_limits');
  return { id, email, cookie: await signIn(url, email) };
}

export async function signIn(url: string, email: string, secret = password): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ email, password: secret }),
  });
  if (!response.ok) throw new Error(`Sign-in failed: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

export async function enrol(
  databaseUrl: string,
  courseId: string,
  personId: string,
  role: CourseRole,
): Promise<string> {
  const id = randomUUID();
  await query(
    databaseUrl,
    `INSERT INTO enrolments (id, course_id, person_id, role) VALUES ($1, $2, $3, $4::"CourseRole")`,
    [id, courseId, personId, role],
  );
  return id;
}
