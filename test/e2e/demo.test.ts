import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exercisesDirectory } from '../../src/config/package-root.js';
import { demoAssignments, demoStudentCount } from '../../src/demo/demo-plan.js';
import { demoAccounts } from '../../src/platform/demo-accounts.js';
import type { Service } from '../../src/service.js';
import { signIn } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

const environment = { INTERLEAVE_DEMO: 'on', INTERLEAVE_EXERCISES: exercisesDirectory };

describe('the demo course', () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let service: Service;
  let url: string;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl, environment });
    url = service.url ?? '';
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  it.each(demoAccounts)('has somebody to sign in as: $role', async ({ email, password, role }) => {
    const cookie = await signIn(url, email, password);
    const { body } = await request(url).get('/api/v1/me').set('Cookie', cookie).expect(200);
    expect(body.person.isAdministrator).toBe(role === 'administrator');
    expect(body.courses.map((course: { role: string }) => course.role)).toEqual(
      role === 'administrator' ? [] : [role],
    );
  });

  it('has grades of students for every assignment', async () => {
    const [counts] = await query<{ students: number; assignments: number; graded: number }>(
      databaseUrl,
      `SELECT (SELECT count(*)::int FROM enrolments WHERE role = 'student') AS students,
              (SELECT count(*)::int FROM assignments) AS assignments,
              (SELECT count(DISTINCT assignment_id)::int FROM grades WHERE points > 0) AS graded`,
    );
    expect(counts).toEqual({
      students: demoStudentCount,
      assignments: demoAssignments.length,
      graded: demoAssignments.length,
    });
  });

  it('is made once, however often the service starts', async () => {
    const before = await query(databaseUrl, 'SELECT id FROM submissions ORDER BY id');
    const second = await startTestService({ databaseUrl, environment });
    await second.stop();
    expect(await query(databaseUrl, 'SELECT id FROM submissions ORDER BY id')).toEqual(before);
  });
});
