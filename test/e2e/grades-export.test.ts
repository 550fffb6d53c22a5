import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepGrades } from '../../src/grades/grade-keeper.js';
import { handIn, makeAssignment } from '../support/course-with-grades.js';
import { type GradedService, type Member, startGradedService } from '../support/graded-service.js';
import { query } from '../support/postgres.js';

describe('export and erasure', () => {
  let service: GradedService;
  let ada: Member;
  let eve: Member;
  let assignmentId: string;
  let submissionId: string;

  beforeAll(async () => {
    service = await startGradedService();
    const { prisma, courseId } = service;
    ada = await service.makeStudent('Ada "Countess" Lovelace, née Byron');
    eve = await service.makeStudent('=HYPERLINK("http://evil.example")');
    assignmentId = await makeAssignment(prisma, courseId, { title: '+Wait' });
    submissionId = await handIn(prisma, { assignmentId, enrolment: ada.enrolment, score: 70 });
    await prisma.$transaction((transaction) => keepGrades(transaction, assignmentId, 'all'));
  });
  afterAll(() => service?.stop());

  type Method = 'get' | 'post' | 'delete';
  const call = (method: Method, path: string, as: { cookie: string } = service.assistant) =>
    request(service.url)[method](`/api/v1${path}`).set('Cookie', as.cookie);
  const inCourse = (path: string) => `/courses/${service.courseId}${path}`;

  it('writes the gradebook as CSV that no spreadsheet takes for formulas', async () => {
    const { text, headers } = await call('get', inCourse('/gradebook.csv')).expect(200);
    expect(headers['content-type']).toContain('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename=gradebook.csv');
    expect(text).toBe(
      [
        "Name,E-mail,External id,Points,'+Wait (of 10)",
        `"'=HYPERLINK(""http://evil.example"")",${eve.email},,0,`,
        `"Ada ""Countess"" Lovelace, née Byron",${ada.email},,7,7`,
        '',
      ].join('\r\n'),
    );
  });

  it('writes the gradebook as JSON, with everybody in it', async () => {
    await query(
      service.databaseUrl,
      `WITH many AS (INSERT INTO people (id, name, email, updated_at)
          SELECT gen_random_uuid(), 'Many', 'many-' || n || '@example.org', now() FROM generate_series(1, 1100) AS n
          RETURNING id)
        INSERT INTO enrolments (id, course_id, person_id, role) SELECT gen_random_uuid(), $1, id, 'student' FROM many`,
      [service.courseId],
    );
    const { body } = await call('get', inCourse('/gradebook.json')).expect(200);
    expect(body.people).toHaveLength(1102);
    expect(new Set(body.people.map(({ personId }: { personId: string }) => personId)).size).toBe(1102);
    const own = body.people.find(({ personId }: { personId: string }) => personId === ada.id);
    expect(own).toMatchObject({ points: 7, grades: [{ assignmentId, score: 70, submissionId }] });
  });

  it('gives a person everything about them, and no secret', async () => {
    await call('post', `/submissions/${submissionId}/comments`)
      .send({ file: 'main.py', line: 1, text: 'Look here' })
      .expect(201);
    const { text, body } = await call('get', '/me/data', ada).expect(200);
    expect(body).toMatchObject({
      person: { id: ada.id, email: ada.email, enrolments: [{ grades: [{ points: 7 }] }] },
      submissions: [{ id: submissionId, report: { score: 70 }, comments: [{ text: 'Look here' }] }],
    });
    expect(text).not.toContain('argon2');
    const [session] = await query<{ token: string }>(
      service.databaseUrl,
      'SELECT token FROM sessions WHERE person_id = $1',
      [ada.id],
    );
    expect(text).not.toContain(session?.token);
    const path = `/people/${ada.id}/data`;
    expect((await call('get', path, service.administrator).expect(200)).body.person.id).toBe(ada.id);
    await call('get', path, service.instructor).expect(403);
    await call('get', `/people/${assignmentId}/data`, service.administrator).expect(404);
  });

  it('erases who a person was, in one go, and keeps what the statistics rest on', async () => {
    const queued = await handIn(service.prisma, { assignmentId, enrolment: ada.enrolment, attempt: 2 });
    await call('post', `/submissions/${submissionId}/overrides`)
      .send({ check: 'report', points: 60, reason: 'Ada was ill' })
      .expect(201);
    const statistics = inCourse(`/assignments/${assignmentId}/statistics`);
    const { body: before } = await call('get', statistics).expect(200);

    await call('delete', `/people/${service.administrator.id}`, service.administrator).expect(409);
    await call('delete', `/people/${ada.id}`, service.instructor).expect(403);
    await call('delete', `/people/${ada.id}`, service.administrator).expect(204);
    await call('delete', `/people/${ada.id}`, service.administrator).expect(204);

    expect((await call('get', statistics).expect(200)).body).toEqual(before);
    await call('get', inCourse('/progress'), ada).expect(401);
    const left = await everythingAbout(ada.id);
    for (const word of ['Lovelace', ada.email, 'time.sleep', 'Look here', 'ill', 'printed']) {
      expect(left).not.toContain(word);
    }
    expect(left).toContain(`erased-${ada.id}@invalid`);
    const grade = await service.prisma.grade.findFirstOrThrow({ where: { enrolmentId: ada.enrolment.id } });
    expect(grade).toMatchObject({ points: 10, score: 100, checks: { report: 'passed' } });
    expect(await service.prisma.submission.findUniqueOrThrow({ where: { id: queued } })).toMatchObject({
      status: 'failed',
      errorCode: 'erased',
    });
    const entries = await service.prisma.auditEntry.count({ where: { action: 'person-erased' } });
    expect(entries).toBe(1);
  });

  async function everythingAbout(personId: string): Promise<string> {
    const { text } = await call('get', `/people/${personId}/data`, service.administrator).expect(200);
    return text;
  }
});
