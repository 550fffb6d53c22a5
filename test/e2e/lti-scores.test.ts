import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { aBody } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import {
  aReadyLink,
  type LtiPair,
  land,
  ltiEnvironment,
  pairByHand,
  type ReadyLink,
} from '../support/lti-course.js';
import type { AcceptedScore } from '../support/lti-platform/scores.js';
import type { Member } from '../support/lti-platform/state.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { graded, PretendGrader, sandboxFault } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';

describe('scores for a learning platform', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let pair: LtiPair;
  let ready: ReadyLink;
  const grader = new PretendGrader();

  beforeAll(async () => {
    postgres = await startPostgres();
    const databaseUrl = await postgres.createMigratedDatabase();
    const environment = {
      ...ltiEnvironment,
      INTERLEAVE_DELIVERY_RETRIES: '0s,50ms,50ms,50ms,50ms,50ms,50ms,50ms',
    };
    service = await startTestService({ databaseUrl, grader, environment });
    url = service.url ?? '';
    pair = await pairByHand({ url, databaseUrl });
    ready = await aReadyLink(url, pair, 'Operating systems');
  });
  beforeEach(() => {
    pair.platform.begin();
    grader.behaviour = graded;
  });
  afterAll(async () => {
    await pair?.platform.stop();
    await service?.stop();
    await postgres?.stop();
  });

  interface Student extends Member {
    readonly cookie: string;
  }
  async function aStudentOf(at: ReadyLink, name: string): Promise<Student> {
    const { platform, tool } = pair;
    const member = platform.addMember(at.course, name);
    const { cookie } = await land(platform, { tool, person: member, course: at.course, link: at.link });
    return { ...member, cookie };
  }
  async function handIn({ cookie }: Student, { assignmentId: assignment }: ReadyLink): Promise<string> {
    const { exercise: _exercise, ...files } = aBody();
    const answer = await request(url)
      .post('/api/v1/submissions')
      .set('Cookie', cookie)
      .send({ ...files, assignment })
      .expect(202);
    return answer.body.id;
  }
  const scoresOf = ({ id }: Member) => pair.platform.scores.accepted.filter(({ userId }) => userId === id);
  const lastOf = (member: Member) => scoresOf(member).at(-1);
  const untilScore = (member: Member, what: string, isIt: (score: AcceptedScore) => boolean) =>
    eventually(what, () => {
      const last = lastOf(member);
      return last && isIt(last) ? last : null;
    });
  async function setPoints(student: Member, points: number): Promise<void> {
    const { courseId, assignmentId, cookie } = ready;
    const { body } = await request(url)
      .get(`/api/v1/courses/${courseId}/people`)
      .set('Cookie', cookie)
      .expect(200);
    const { id } = body.items.find(({ name }: { name: string }) => name === student.name);
    await request(url)
      .put(`/api/v1/courses/${courseId}/assignments/${assignmentId}/grades/${id}/override`)
      .set('Cookie', cookie)
      .send({ points, reason: 'as told' })
      .expect(200);
  }

  it('tell of a grade with its report, in a column that is made once', async () => {
    const [one, other] = await Promise.all(
      ['One Student', 'Other Student'].map((name) => aStudentOf(ready, name)),
    );
    if (!one || !other) throw new Error('There are two');
    const id = await handIn(one, ready);
    await handIn(other, ready);
    const score = await untilScore(one, 'the grade has arrived', () => true);
    expect(score).toMatchObject({
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      scoreGiven: 20,
      scoreMaximum: 20,
      comment: expect.stringMatching(new RegExp(`/submissions/${id}$`)),
    });
    await untilScore(other, 'the other as well', () => true);
    const items = [...pair.platform.state.lineItems.values()].filter(
      ({ courseId }) => courseId === ready.course.id,
    );
    expect(items).toEqual([
      expect.objectContaining({
        label: 'Sleep twice',
        resourceId: ready.assignmentId,
        resourceLinkId: ready.link.id,
      }),
    ]);
    expect(pair.platform.violations).toEqual([]);
  });

  it('follow what a person sets, each with a later time, also where only whole seconds count', async () => {
    const student = await aStudentOf(ready, 'Overridden');
    await handIn(student, ready);
    await untilScore(student, 'the computed grade', ({ scoreGiven }) => scoreGiven === 20);
    pair.platform.scores.precision = 'second';
    for (const points of [7, 8]) {
      await setPoints(student, points);
      await untilScore(student, `${points} points`, ({ scoreGiven }) => scoreGiven === points);
    }
    const times = scoresOf(student).map(({ timestamp }) => Date.parse(timestamp));
    expect(times).toEqual([...new Set(times)].sort((one, two) => one - two));
    expect(pair.platform.violations).toEqual([]);
  });

  it('say that a fault of ours was one, and never zero', async () => {
    const student = await aStudentOf(ready, 'Unlucky');
    grader.behaviour = sandboxFault;
    await handIn(student, ready);
    const score = await untilScore(student, 'the fault', () => true);
    expect(score).toMatchObject({ gradingProgress: 'Failed' });
    expect(score).not.toHaveProperty('scoreGiven');
    expect(pair.platform.violations).toEqual([]);
  });

  it.each([
    ['throttles as Canvas does', { kind: 'status', status: 403, headers: { 'Retry-After': '0' } }],
    ['has too much to do', { kind: 'status', status: 429 }],
    ['is broken', { kind: 'status', status: 500 }],
    ['cuts the connection', { kind: 'cut' }],
    ['loses its answer', { kind: 'lost-answer' }],
  ] as const)('arrive in the end when the platform %s', async (what, trouble) => {
    const student = await aStudentOf(ready, `Patient while it ${what}`);
    pair.platform.server.behave((called, nth) => (called === 'scores' && nth <= 2 ? trouble : null));
    await handIn(student, ready);
    await untilScore(student, 'the grade', ({ scoreGiven }) => scoreGiven === 20);
    await setPoints(student, 9);
    await untilScore(student, 'the newer grade', ({ scoreGiven }) => scoreGiven === 9);
    expect(pair.platform.violations).toEqual([]);
  });

  it('get a new token when the one they have is not taken any more', async () => {
    const student = await aStudentOf(ready, 'Renewed');
    pair.platform.tokens.revokeAll();
    await handIn(student, ready);
    await untilScore(student, 'the grade', ({ scoreGiven }) => scoreGiven === 20);
    expect(pair.platform.violations).toEqual([]);
  });

  it('are shown to the instructors with their columns', async () => {
    const { body } = await request(url)
      .get(`/api/v1/courses/${ready.courseId}/lms-links`)
      .set('Cookie', ready.cookie)
      .expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({
        title: 'Operating systems',
        scores: expect.objectContaining({
          areTaken: true,
          stoppedReason: null,
          lineItems: [expect.objectContaining({ assignmentId: ready.assignmentId, title: 'Sleep twice' })],
        }),
      }),
    ]);
  });

  it('that were there before the column go there as well', async () => {
    const late = await aReadyLink(url, pair, 'Late columns');
    pair.platform.server.behave((called) =>
      called === 'lineitems' ? { kind: 'status', status: 500 } : null,
    );
    const student = await aStudentOf(late, 'Early');
    await handIn(student, late);
    pair.platform.begin();
    pair.platform.state.lineItems.clear();
    const again = pair.platform.addMember(late.course, 'Again');
    await land(pair.platform, { tool: pair.tool, person: again, course: late.course, link: late.link });
    await untilScore(student, 'the grade from before', ({ scoreGiven }) => scoreGiven === 20);
    expect(pair.platform.violations).toEqual([]);
  });
});
