import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { eventually } from '../support/eventually.js';
import {
  aReadyLink,
  type LtiPair,
  land,
  ltiEnvironment,
  pairByHand,
  type ReadyLink,
} from '../support/lti-course.js';
import { studentsOf } from '../support/lti-students.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { graded, PretendGrader, sandboxFault } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';

/** The exercise as it is, with a check that a person should look at. */
const withReview = `
  INSERT INTO exercise_versions (slug, version, digest, definition)
  SELECT 'reviewed-sleeps', version, digest, jsonb_set(definition::jsonb, '{checks,1,review}',
    '{"rubric": [{"id": "reason", "title": "Has a reason", "points": 90}]}')
  FROM exercise_versions WHERE slug = 'two-sleeps'`;

describe('scores for a learning platform', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let pair: LtiPair;
  let ready: ReadyLink;
  let students: ReturnType<typeof studentsOf>;
  let databaseUrl: string;
  const grader = new PretendGrader();

  beforeAll(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    const environment = {
      ...ltiEnvironment,
      INTERLEAVE_DELIVERY_RETRIES: '0s,50ms,50ms,50ms,50ms,50ms,50ms,50ms',
    };
    service = await startTestService({ databaseUrl, grader, environment });
    url = service.url ?? '';
    pair = await pairByHand({ url, databaseUrl });
    students = studentsOf(url, pair);
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

  it('tell of a grade with its report, in a column that is made once', async () => {
    const [one, other] = await Promise.all(
      ['One Student', 'Other Student'].map((name) => students.aStudentOf(ready, name)),
    );
    if (!one || !other) throw new Error('There are two');
    const id = await students.handIn(one, ready.assignmentId);
    await students.handIn(other, ready.assignmentId);
    const score = await students.untilScore(one, 'the grade has arrived', () => true);
    expect(score).toMatchObject({
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      scoreGiven: 20,
      scoreMaximum: 20,
      comment: expect.stringMatching(new RegExp(`/submissions/${id}$`)),
    });
    await students.untilScore(other, 'the other as well', () => true);
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
    const student = await students.aStudentOf(ready, 'Overridden');
    await students.handIn(student, ready.assignmentId);
    await students.untilScore(student, 'the computed grade', ({ scoreGiven }) => scoreGiven === 20);
    pair.platform.scores.precision = 'second';
    for (const points of [7, 8]) {
      await students.setPoints(student, ready, points);
      await students.untilScore(student, `${points} points`, ({ scoreGiven }) => scoreGiven === points);
    }
    const times = students.scoresOf(student).map(({ timestamp }) => Date.parse(timestamp));
    expect(times).toEqual([...new Set(times)].sort((one, two) => one - two));
    expect(pair.platform.violations).toEqual([]);
  });

  it('say that a fault of ours was one, and never zero', async () => {
    const student = await students.aStudentOf(ready, 'Unlucky');
    grader.behaviour = sandboxFault;
    await students.handIn(student, ready.assignmentId);
    const score = await students.untilScore(student, 'the fault', () => true);
    expect(score).toMatchObject({ gradingProgress: 'Failed' });
    expect(score).not.toHaveProperty('scoreGiven');
    expect(pair.platform.violations).toEqual([]);
  });

  it('wait for a person where a report is in review, and are whole when that one has decided', async () => {
    const reviewed = await aReadyLink(url, pair, 'Reviewed');
    await query(databaseUrl, withReview);
    await query(databaseUrl, `UPDATE assignments SET exercise = 'reviewed-sleeps' WHERE id = $1`, [
      reviewed.assignmentId,
    ]);
    const [student, other] = [
      await students.aStudentOf(reviewed, 'In Review'),
      await students.aStudentOf(reviewed, 'Set Before'),
    ];
    await students.handIn(other, reviewed.assignmentId);
    const id = await students.handIn(student, reviewed.assignmentId);
    const waiting = await students.untilScore(student, 'the report waits', () => true);
    expect(waiting).toMatchObject({ activityProgress: 'Submitted', gradingProgress: 'PendingManual' });
    await request(url)
      .post(`/api/v1/submissions/${id}/reviews/sleeps`)
      .set('Cookie', reviewed.cookie)
      .send({ rubric: { reason: 40 }, reason: 'Read it' })
      .expect(200);
    const decided = await students.untilScore(
      student,
      'it is decided',
      ({ gradingProgress }) => gradingProgress === 'FullyGraded',
    );
    expect(decided).toMatchObject({ activityProgress: 'Completed', scoreGiven: 10, scoreMaximum: 20 });
    await students.setPoints(other, reviewed, 15);
    const set = await students.untilScore(other, 'points are set', ({ scoreGiven }) => scoreGiven === 15);
    expect(set).toMatchObject({ gradingProgress: 'FullyGraded' });
    expect(pair.platform.violations).toEqual([]);
  });

  it.each([
    ['throttles as Canvas does', { kind: 'status', status: 403, headers: { 'Retry-After': '0' } }],
    ['has too much to do', { kind: 'status', status: 429 }],
    ['is broken', { kind: 'status', status: 500 }],
    ['cuts the connection', { kind: 'cut' }],
    ['loses its answer', { kind: 'lost-answer' }],
  ] as const)('arrive in the end when the platform %s', async (what, trouble) => {
    const student = await students.aStudentOf(ready, `Patient while it ${what}`);
    pair.platform.server.behave((called, nth) => (called === 'scores' && nth <= 2 ? trouble : null));
    await students.handIn(student, ready.assignmentId);
    await students.untilScore(student, 'the grade', ({ scoreGiven }) => scoreGiven === 20);
    await students.setPoints(student, ready, 9);
    await students.untilScore(student, 'the newer grade', ({ scoreGiven }) => scoreGiven === 9);
    expect(pair.platform.violations).toEqual([]);
  });

  it('get a new token when the one they have is not taken any more', async () => {
    const student = await students.aStudentOf(ready, 'Renewed');
    pair.platform.tokens.revokeAll();
    await students.handIn(student, ready.assignmentId);
    await students.untilScore(student, 'the grade', ({ scoreGiven }) => scoreGiven === 20);
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
    pair.platform.server.behave((called) =>
      called === 'lineitems' ? { kind: 'status', status: 500 } : null,
    );
    const late = await aReadyLink(url, pair, 'Late columns');
    const student = await students.aStudentOf(late, 'Early');
    const id = await students.handIn(student, late.assignmentId);
    await eventually('it is graded', async () => {
      const { body } = await request(url).get(`/api/v1/submissions/${id}`).set('Cookie', student.cookie);
      return body.status === 'graded' ? true : null;
    });
    pair.platform.begin();
    const again = pair.platform.addMember(late.course, 'Again');
    await land(pair.platform, { tool: pair.tool, person: again, course: late.course, link: late.link });
    await students.untilScore(student, 'the grade from before', ({ scoreGiven }) => scoreGiven === 20);
    expect(pair.platform.violations).toEqual([]);
  });

  const dueAfter = (ms: number) => new Date(Date.now() + ms).toISOString();
  const changeRules = async (at: ReadyLink, rules: object) => {
    const path = `/api/v1/courses/${at.courseId}/assignments/${at.assignmentId}`;
    await request(url).patch(path).set('Cookie', at.cookie).send(rules).expect(200);
  };
  const heldUntil = (at: ReadyLink, moment: string) =>
    eventually(`a score is held back until ${moment}`, async () => {
      const path = `/api/v1/courses/${at.courseId}/deliveries?status=waiting&kind=lti-score`;
      const { body } = await request(url).get(path).set('Cookie', at.cookie).expect(200);
      return (
        body.items.find(({ nextAttemptAt }: { nextAttemptAt: string }) => nextAttemptAt === moment) ?? null
      );
    });

  it('are held back until their students may see them, each by the own due date', async () => {
    const hidden = await aReadyLink(url, pair, 'Examination');
    const [tomorrow, later] = [dueAfter(86_400_000), dueAfter(2 * 86_400_000)];
    await changeRules(hidden, { visibleBeforeDue: 'nothing', dueAt: tomorrow, closesAt: later });
    const longer = await students.aStudentOf(hidden, 'Has Longer');
    const student = await students.aStudentOf(hidden, 'Has Not');
    const extension = `/api/v1/courses/${hidden.courseId}/assignments/${hidden.assignmentId}/extensions`;
    await request(url)
      .put(`${extension}/${await students.enrolmentOf(longer, hidden)}`)
      .set('Cookie', hidden.cookie)
      .send({ dueAt: later, reason: 'was ill' })
      .expect(200);
    await students.handIn(student, hidden.assignmentId);
    await students.handIn(longer, hidden.assignmentId);
    const held = await heldUntil(hidden, tomorrow);
    expect(held).toMatchObject({ attempts: 0, lastError: expect.stringContaining('may not see the score') });
    await heldUntil(hidden, later);
    await students.setPoints(student, hidden, 19);

    const soon = dueAfter(1_500);
    await changeRules(hidden, { dueAt: soon });
    const score = await students.untilScore(student, 'it is due', () => true);
    expect(score.acceptedAt).toBeGreaterThanOrEqual(Date.parse(soon));
    expect(score).toMatchObject({ scoreGiven: 19, gradingProgress: 'FullyGraded' });
    expect(students.scoresOf(longer)).toEqual([]);
    await changeRules(hidden, { visibleBeforeDue: 'score' });
    await students.untilScore(longer, 'nothing is hidden any more', ({ scoreGiven }) => scoreGiven === 20);
    expect(pair.platform.violations).toEqual([]);
  });
});
