import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AccessGuard } from '../../src/auth/access.guard.js';
import { type CourseRole, type Scope, scopes } from '../../src/auth/access-rules.js';
import { accessTable } from '../../src/auth/access-table.js';
import type { Service } from '../../src/service.js';
import { signedInPerson, type TestPerson } from '../support/people.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';
import { makeWalkedCourse } from '../support/walked-course.js';

/*
 * Walks every operation of the OpenAPI document as everybody. Who gets in is written down here once more, on purpose: a
 * wrong row in src/auth/access-table.ts must not be what it is compared with. A new operation needs a row in both.
 */

/** With the scope that an API token must have; null: no token will do; nothing: any token will. */
type Row = readonly [entrance: Entrance, scope?: Scope | null];

const rows: Readonly<Record<string, Row>> = {
  isAlive: ['anyone'],
  isReady: ['anyone'],
  getMe: ['anyone'],

  signIn: ['anyone at a browser', null],
  signOut: ['anyone at a browser', null],
  changePassword: ['signed in', null],
  startOpenId: ['anyone at a browser', null],
  finishOpenId: ['anyone at a browser', null],

  listTokens: ['signed in', null],
  createToken: ['signed in', null],
  revokeToken: ['signed in', null],

  getInvitation: ['anyone'],
  acceptInvitation: ['anyone at a browser', null],

  listPeople: ['administrator', 'courses:read'],
  createPerson: ['administrator', null],
  changePerson: ['administrator', null],
  createAccountLink: ['administrator', null],

  listExercises: ['anyone'],
  getExercise: ['anyone'],

  createSubmission: ['practice', 'submissions:write'],
  listSubmissions: ['practice', 'submissions:read'],
  getSubmission: ['author or assistant', 'submissions:read'],
  getTimeline: ['author or assistant', 'submissions:read'],
  followSubmission: ['author or assistant', 'submissions:read'],

  listCourses: ['signed in', 'courses:read'],
  createCourse: ['administrator', 'courses:write'],
  getCourse: ['student', 'courses:read'],
  changeCourse: ['instructor', 'courses:write'],
  deleteCourse: ['instructor', 'courses:write'],
  listAssignments: ['student', 'courses:read'],
  createAssignment: ['instructor', 'courses:write'],
  getAssignment: ['student', 'courses:read'],
  changeAssignment: ['instructor', 'courses:write'],
  deleteAssignment: ['instructor', 'courses:write'],
  listExtensions: ['assistant', 'courses:read'],
  setExtension: ['instructor', 'courses:write'],
  removeExtension: ['instructor', 'courses:write'],

  listEnrolments: ['assistant', 'courses:read'],
  importPeople: ['instructor', 'courses:write'],
  changeEnrolment: ['instructor', 'courses:write'],
  removeEnrolment: ['instructor', 'courses:write'],
  listInvitations: ['instructor', 'courses:read'],
  createInvitation: ['instructor', 'courses:write'],
  revokeInvitation: ['instructor', 'courses:write'],

  createRegrade: ['instructor', 'grades:write'],
  listRegrades: ['instructor', 'courses:read'],
  getRegrade: ['instructor', 'courses:read'],
  listRegradeItems: ['instructor', 'courses:read'],
  applyRegrade: ['instructor', 'grades:write'],
  discardRegrade: ['instructor', 'grades:write'],

  listCourseExercises: ['instructor', 'courses:read'],
  createCourseExercise: ['instructor', 'courses:write'],
  getCourseExercise: ['instructor', 'courses:read'],
  changeCourseExercise: ['instructor', 'courses:write'],
  deleteCourseExercise: ['instructor', 'courses:write'],
  importCourseExercise: ['instructor', 'courses:write'],
  exportCourseExercise: ['instructor', 'courses:read'],
  listCourseExerciseProblems: ['instructor', 'courses:read'],
  publishCourseExercise: ['instructor', 'courses:write'],
  runCourseExerciseSolutions: ['instructor', 'courses:write'],
  getSolutionRun: ['instructor', 'courses:read'],
  completeExerciseFile: ['instructor', 'courses:read'],
  describeExerciseName: ['instructor', 'courses:read'],

  createSimilarityReport: ['assistant', 'grades:write'],
  listSimilarityReports: ['assistant', 'courses:read'],
  getSimilarityReport: ['assistant', 'courses:read'],
  getSimilarPair: ['assistant', 'courses:read'],

  listAttempts: ['author or assistant', 'submissions:read'],
  getGradebook: ['assistant', 'courses:read'],
  getCourseStatistics: ['assistant', 'courses:read'],
  getStatistics: ['assistant', 'courses:read'],
  getProgress: ['assistant', 'courses:read'],
  getMyProgress: ['student', 'courses:read'],
  listCourseSubmissions: ['assistant', 'courses:read'],
  overrideScore: ['assistant of the submission', 'grades:write'],
  endOverride: ['assistant of the submission', 'grades:write'],
  overrideGrade: ['assistant', 'grades:write'],
  endGradeOverride: ['assistant', 'grades:write'],
  listComments: ['author or assistant', 'submissions:read'],
  createComment: ['author or assistant', 'grades:write'],
  changeComment: ['author or assistant', 'grades:write'],
  deleteComment: ['author or assistant', 'grades:write'],
  listReviews: ['assistant', 'courses:read'],
  decideReview: ['assistant of the submission', 'grades:write'],
  listAudit: ['instructor', 'courses:read'],
  exportGradebookCsv: ['assistant', 'courses:read'],
  exportGradebookJson: ['assistant', 'courses:read'],

  listLmsLinks: ['instructor', 'courses:read'],
  syncRoster: ['instructor', 'courses:write'],
  removeLmsLink: ['instructor', 'courses:write'],
  getLtiKeys: ['anyone'],
  registerLtiPlatform: ['anyone at a browser', null],
  beginLtiLogin: ['anyone at a browser', null],
  beginLtiLoginByPost: ['anyone at a browser', null],
  launchLti: ['anyone at a browser', null],
  arriveByLti: ['anyone at a browser', null],
  enterByLti: ['anyone at a browser', null],
  sendLtiContent: ['signed in', null],
  getLtiVisit: ['signed in', null],
  chooseLtiCourse: ['signed in', null],
  chooseLtiAssignment: ['signed in', null],
  getLtiTool: ['administrator', null],
  rotateLtiKeys: ['administrator', null],
  listLtiPlatforms: ['administrator', null],
  createLtiPlatform: ['administrator', null],
  changeLtiPlatform: ['administrator', null],
  removeLtiPlatform: ['administrator', null],
  createLtiRegistrationLink: ['administrator', null],
  createWebhook: ['instructor', 'courses:write'],
  listWebhooks: ['instructor', 'courses:read'],
  getWebhook: ['instructor', 'courses:read'],
  changeWebhook: ['instructor', 'courses:write'],
  deleteWebhook: ['instructor', 'courses:write'],
  rotateWebhookSecret: ['instructor', 'courses:write'],
  testWebhook: ['instructor', 'courses:write'],
  listDeliveries: ['instructor', 'courses:read'],
  getDelivery: ['instructor', 'courses:read'],
  replayDelivery: ['instructor', 'courses:write'],
  replayDeliveries: ['instructor', 'courses:write'],

  exportMyData: ['signed in', null],
  exportPersonData: ['administrator', null],
  erasePerson: ['administrator', null],
};

/**
 * Everybody who knocks. The path names a course, or a submission of it: by `author`. `stranger` is a student of another
 * course.
 */
const knockers = [
  'nobody',
  'author',
  'classmate',
  'stranger',
  'assistant',
  'instructor',
  'administrator',
] as const;
type Knocker = (typeof knockers)[number];

/** What each of them, in that order, is answered: let in, or refused with a status. */
const entrances = {
  anyone: ['in', 'in', 'in', 'in', 'in', 'in', 'in'],
  'anyone at a browser': ['in', 'in', 'in', 'in', 'in', 'in', 'in'],
  practice: ['in', 'in', 'in', 'in', 'in', 'in', 'in'],
  'signed in': [401, 'in', 'in', 'in', 'in', 'in', 'in'],
  administrator: [401, 403, 403, 403, 403, 403, 'in'],
  student: [401, 'in', 'in', 404, 'in', 'in', 'in'],
  assistant: [401, 403, 403, 404, 'in', 'in', 'in'],
  instructor: [401, 403, 403, 404, 403, 'in', 'in'],
  'author or assistant': [401, 'in', 404, 404, 'in', 'in', 'in'],
  'assistant of the submission': [401, 403, 404, 404, 'in', 'in', 'in'],
} as const;
type Entrance = keyof typeof entrances;
type Answer = 'in' | number | string;

/** Tells whether the guard lets a request through: a 404 alone does not say who gave it. */
const isLetIn = vi.spyOn(AccessGuard.prototype, 'canActivate');

interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
}

describe.each([
  { practice: 'open', walked: Object.entries(rows).sort(endingLast) },
  { practice: 'signed-in', walked: Object.entries(rows).filter(([, [entrance]]) => entrance === 'practice') },
])('every operation, while practice is $practice', ({ practice, walked }) => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;
  let operations: ReadonlyMap<string, Operation>;
  let people: Readonly<Record<Exclude<Knocker, 'nobody'>, TestPerson>>;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl, environment: { INTERLEAVE_PRACTICE: practice } });
    url = service.url ?? '';
    const { body: document } = await request(url).get('/api/openapi.json').expect(200);
    operations = operationsOf(document);
    const where = { url, databaseUrl };
    people = {
      author: await signedInPerson(where),
      classmate: await signedInPerson(where),
      stranger: await signedInPerson(where),
      assistant: await signedInPerson(where),
      instructor: await signedInPerson(where),
      administrator: await signedInPerson(where, { isAdministrator: true }),
    };
    await makeWalkedCourse(databaseUrl, [[people.stranger.id, 'student']]);
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  /** In a course of its own: whoever is let in may change what the path names, and does. */
  async function knock(operation: Operation, headers: Record<string, string>): Promise<Answer> {
    const course = await makeWalkedCourse(databaseUrl, [
      [people.author.id, 'student'],
      ...(['classmate', 'assistant', 'instructor'] as const).map(
        (each) => [people[each].id, roleOf(each)] as const,
      ),
    ]);
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
      if (name === 'courseId') return course.courseId;
      return name === 'id' && operation.path.startsWith('/api/v1/submissions/')
        ? course.submissionId
        : randomUUID();
    });
    isLetIn.mockClear();
    const call = request(url)[operation.method](path).set(headers);
    const { status } = operation.method === 'get' ? await call : await call.send({});
    const [passage] = isLetIn.mock.settledResults;
    if (!passage) return `${status}, and the guard was not asked`;
    if (passage.type === 'rejected') return status;
    // What the controller makes of an empty body and of ids that are nobody's is its own affair, unless it breaks.
    return status === 401 || status === 403 || status >= 500 ? `${status}, though let in` : 'in';
  }

  it('is written down here, in the access table, and nowhere else', () => {
    expect([...operations.keys()].sort()).toEqual(Object.keys(rows).sort());
    expect(Object.keys(accessTable).sort()).toEqual(Object.keys(rows).sort());
  });

  it.each(walked)('%s', async (operationId, [entrance, scope]) => {
    const operation = operations.get(operationId);
    if (!operation) throw new Error(`The document has no operation ${operationId}`);
    const { instructor, administrator } = people;
    const owner = entrance === 'administrator' ? administrator : instructor;
    const others = (Object.keys(scopes) as Scope[]).filter((each) => each !== scope);
    const without = await bearing(owner, others);
    const having = scope ? await bearing(owner, [scope]) : null;
    const answers: Record<string, Answer> = {};
    for (const knocker of knockers) {
      answers[knocker] = await knock(
        operation,
        knocker === 'nobody' ? {} : { Cookie: people[knocker].cookie },
      );
    }
    answers['token without the scope'] = await knock(operation, without);
    if (having) answers['token with the scope'] = await knock(operation, having);
    answers['token of nobody'] = await knock(operation, { Authorization: 'Bearer ilv_made-up' });

    expect(answers).toEqual({
      ...Object.fromEntries(knockers.map((knocker, at) => [knocker, entrances[entrance][at]])),
      ...(entrance === 'practice' && practice === 'signed-in' ? { nobody: 401 } : {}),
      'token without the scope': scope === undefined ? 'in' : 403,
      ...(scope ? { 'token with the scope': 'in' } : {}),
      'token of nobody': 401,
    });
  });

  async function bearing({ cookie }: TestPerson, allowed: readonly Scope[]) {
    const { body } = await request(url)
      .post('/api/v1/me/tokens')
      .set('Cookie', cookie)
      .send({ name: 'walk', scopes: allowed, expiresInDays: 1 })
      .expect(201);
    return { Authorization: `Bearer ${body.token}` };
  }
});

/** By signing out the walk loses its own sessions. */
function endingLast([one]: readonly [string, Row], [other]: readonly [string, Row]): number {
  return Number(one === 'signOut') - Number(other === 'signOut');
}

const roleOf = (knocker: 'classmate' | 'assistant' | 'instructor'): CourseRole =>
  knocker === 'classmate' ? 'student' : knocker;

function operationsOf(document: OpenAPIObject): ReadonlyMap<string, Operation> {
  const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
  return new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method];
        return operation ? [[operation.operationId ?? `${method} ${path}`, { method, path }] as const] : [];
      }),
    ),
  );
}
