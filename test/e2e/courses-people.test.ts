import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnrolmentView } from '../../src/courses/enrolment.schema.js';
import type { ImportedPeopleView } from '../../src/courses/people-import.schema.js';
import type { Service } from '../../src/service.js';
import { aCourse, anAssignment, aStudent, type TestCourse } from '../support/course.js';
import { enrol, signedInPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

describe('the people of a course', () => {
  let postgres: TestPostgres;
  let service: Service;
  let at: { url: string; databaseUrl: string };

  beforeAll(async () => {
    postgres = startPostgres();
    const databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl });
    at = { url: service.url ?? '', databaseUrl };
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  const call = (course: TestCourse, method: 'get' | 'post' | 'patch' | 'delete', path: string) =>
    request(at.url)[method](`/api/v1/courses/${course.id}${path}`).set('Cookie', course.instructor.cookie);
  const importing = (course: TestCourse, csv: string, more: object = {}) =>
    call(course, 'post', '/people/import').send({ csv, ...more });
  const apply = async (course: TestCourse, csv: string, more: object = {}) =>
    (await importing(course, csv, { apply: true, ...more }).expect(200)).body as ImportedPeopleView;
  const listed = async (course: TestCourse, parameters = '') =>
    (await call(course, 'get', `/people${parameters}`).expect(200)).body.items as EnrolmentView[];
  const outcomes = ({ lines }: ImportedPeopleView) => lines.map(({ outcome }) => outcome);
  const counts = async () =>
    query(
      at.databaseUrl,
      `SELECT (SELECT count(*) FROM people) AS people, (SELECT count(*) FROM enrolments) AS enrolments,
        (SELECT count(*) FROM invitations) AS invitations, (SELECT count(*) FROM audit_entries) AS entries`,
    );
  let serial = 0;
  /** Nobody else's: all tests of this file share the accounts. */
  const anEmail = (name: string) => {
    serial += 1;
    return `${name}${serial}@school.example`;
  };

  it('come in by a list that was tried first, with a link for each who is new', async () => {
    const course = await aCourse(at);
    const there = await aStudent(course, 'There');
    const elsewhere = await signedInPerson(at, { name: 'Else' });
    const zoe = anEmail('zoe');
    const csv = `name;email;id\nZoë;${zoe.toUpperCase()};7\nThere;${there.email};\nElse;${elsewhere.email};8\n`;
    const before = await counts();
    const { body: tried } = await importing(course, csv).expect(200);
    expect(tried).toMatchObject({ applied: false });
    expect(tried.links).toBeUndefined();
    expect(outcomes(tried)).toEqual(['new', 'unchanged', 'enrolled']);
    expect(await counts()).toEqual(before);

    const applied = await apply(course, csv);
    expect(outcomes(applied)).toEqual(['new', 'unchanged', 'enrolled']);
    expect(applied.links).toEqual([{ email: zoe, url: expect.stringContaining('/inv_') }]);
    expect(await listed(course, '?search=zo%C3%AB')).toMatchObject([
      { name: 'Zoë', email: zoe, externalId: '7', role: 'student', hasAccount: false },
    ]);
    expect(outcomes(await apply(course, csv))).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('sign in by the link of the list, and are in the course', async () => {
    const course = await aCourse(at);
    const { links } = await apply(course, `name,email\nNew,${anEmail('new')}\n`);
    const token = links?.[0]?.url.split('/').at(-1);
    const path = `/api/v1/invitations/${token}`;
    const { body: invitation } = await request(at.url).get(path).expect(200);
    expect(invitation).toMatchObject({ course: { id: course.id }, needs: 'password' });
    await request(at.url).post(path).send({ password: 'a password of theirs' }).expect(200);
    expect(await listed(course, '?role=student')).toMatchObject([{ name: 'New', hasAccount: true }]);
  });

  it.each([
    ['an address that is none', (good: string) => `name,email\nGood,${good}\nBad,bad@\n`],
    ['somebody twice', (good: string) => `name,email\nGood,${good}\nGood,${good}\n`],
    [
      'an external id of somebody else',
      (good: string) => `name,email,id\nGood,${good},\nBad,${anEmail('x')},taken\n`,
    ],
    ['a column that is missing', (good: string) => `name\n${good}\n`],
    ['half a quote', (good: string) => `name,email\nGood,${good}\n"Bad,bad@example.org\n`],
  ])('do not come in, not one of them, by a list with %s', async (_, csvWith) => {
    const course = await aCourse(at);
    const student = await aStudent(course);
    await call(course, 'patch', `/people/${student.enrolmentId}`).send({ externalId: 'taken' }).expect(200);
    const before = await counts();
    const answer = await apply(course, csvWith(anEmail('good')));
    expect(answer).toMatchObject({ applied: false });
    expect(outcomes(answer)).toContain('error');
    expect(answer.lines.at(-1)?.errors).toHaveLength(1);
    expect(answer.links).toBeUndefined();
    expect(await counts()).toEqual(before);
  });

  it('get another external id, and a higher role, by a list; never a lower one', async () => {
    const course = await aCourse(at);
    const [ada, bob] = [await aStudent(course, 'Ada'), await aStudent(course, 'Bob')];
    const csv = `name,email,id\nAda,${ada.email},1\nBob,${bob.email},\n`;
    expect(outcomes(await apply(course, csv))).toEqual(['changed', 'unchanged']);
    expect(outcomes(await apply(course, csv, { role: 'assistant' }))).toEqual(['changed', 'changed']);
    expect(outcomes(await apply(course, csv))).toEqual(['unchanged', 'unchanged']);
    expect(await listed(course, '?role=assistant')).toMatchObject([
      { name: 'Ada', externalId: '1' },
      { name: 'Bob', externalId: null },
    ]);
  });

  it('may be thousands, listed page by page in the order of their names', async () => {
    const course = await aCourse(at);
    const names = Array.from({ length: 5000 }, (_, each) => `${each % 2 ? 'Ä' : 'a'}nna ${each}`);
    const lines = names.map((name, each) => `${name},anna${each}@thousands.example,t${each}`);
    const answer = await apply(course, `name,email,external_id\n${lines.join('\n')}\n`);
    expect(answer.links).toHaveLength(5000);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await call(course, 'get', `/people?limit=200&role=student${cursor}`).expect(200);
      seen.push(...body.items.map(({ name }: EnrolmentView) => name));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor !== '');
    expect(seen).toEqual([...names].sort(new Intl.Collator('en').compare));
  });

  it('are found by part of a name, an address or an external id, whatever is asked for', async () => {
    const course = await aCourse(at);
    const email = anEmail('grace');
    await apply(course, `name,email,id\n100%_Grace,${email},MATR-9\n`);
    for (const part of ['GRACE', email.slice(0, 8), 'matr', '100%25_']) {
      expect(await listed(course, `?search=${part}`)).toHaveLength(1);
    }
    expect(await listed(course, '?search=1000')).toEqual([]);
    expect(await listed(course, '?search=%5C')).toEqual([]);
    await call(course, 'get', '/people?cursor=nonsense').expect(400);
  });

  it('always have an instructor among them', async () => {
    const course = await aCourse(at);
    const [{ id } = { id: '' }] = await listed(course, '?role=instructor');
    const { body } = await call(course, 'patch', `/people/${id}`).send({ role: 'assistant' }).expect(409);
    expect(body).toMatchObject({ code: 'conflict', errors: [{ field: 'role' }] });
    await call(course, 'delete', `/people/${id}`).expect(409);
    const second = await signedInPerson(at, { name: 'Second' });
    const secondId = await enrol(at.databaseUrl, course.id, second.id, 'instructor');
    const answers = await Promise.all([
      call(course, 'delete', `/people/${id}`),
      call({ ...course, instructor: second }, 'delete', `/people/${secondId}`),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  it('are changed and taken out in their own course, unless they have handed in', async () => {
    const [course, other] = [await aCourse(at), await aCourse(at)];
    const student = await aStudent(course);
    const idle = await aStudent(course, 'Idle');
    const path = `/people/${student.enrolmentId}`;
    await call(other, 'patch', path).send({ role: 'assistant' }).expect(404);
    await call(other, 'delete', path).expect(404);
    await call(course, 'delete', '/people/nonsense').expect(404);
    await call(course, 'patch', path).send({ externalId: '1' }).expect(200);
    const { body } = await call(course, 'patch', `/people/${idle.enrolmentId}`)
      .send({ externalId: '1' })
      .expect(409);
    expect(body).toMatchObject({ code: 'conflict', errors: [{ field: 'externalId' }] });

    const assignment = await anAssignment(course);
    await request(at.url)
      .post('/api/v1/submissions')
      .set('Cookie', student.cookie)
      .send({ assignment: assignment.id, language: 'python', files: { 'main.py': '' } })
      .expect(202);
    expect((await call(course, 'delete', path).expect(409)).body.code).toBe('in-use');
    await call(course, 'delete', `/people/${idle.enrolmentId}`).expect(204);
    expect((await listed(course, '?role=student')).map(({ id }) => id)).toEqual([student.enrolmentId]);
  });

  it('come in by a link until it is revoked', async () => {
    const course = await aCourse(at);
    const body = { role: 'assistant', expiresInDays: 7, uses: 2 };
    const { body: made } = await call(course, 'post', '/invitations').send(body).expect(201);
    const follow = async () => {
      const person = await signedInPerson(at);
      const path = `/api/v1/invitations/${made.url.split('/').at(-1)}`;
      return request(at.url).post(path).set('Cookie', person.cookie).send({});
    };
    expect((await follow()).status).toBe(200);
    const invitations = async () => (await call(course, 'get', '/invitations').expect(200)).body.items;
    expect(await invitations()).toMatchObject([
      { id: made.id, role: 'assistant', usesLeft: 1, state: 'open', createdBy: 'Ines' },
    ]);
    expect(JSON.stringify(await invitations())).not.toContain('inv_');
    await call(course, 'delete', `/invitations/${made.id}`).expect(204);
    await call(course, 'delete', `/invitations/${made.id}`).expect(204);
    expect((await follow()).status).toBe(404);
    expect(await invitations()).toMatchObject([{ state: 'revoked' }]);
    expect(await listed(course, '?role=assistant')).toHaveLength(1);
    await call(await aCourse(at), 'delete', `/invitations/${made.id}`).expect(404);
  });
});
