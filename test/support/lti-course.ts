import request from 'supertest';
import { LtiBrowser, type Page } from './lti-platform/browser.js';
import type { Launch } from './lti-platform/launches.js';
import { LtiPlatform } from './lti-platform/platform.js';
import type { Course, Member, ResourceLink, Tool } from './lti-platform/state.js';
import { signedInPerson, type TestPerson } from './people.js';
import type { ServiceUnderTest } from './service.js';

/** The platform is on this machine. */
export const ltiEnvironment = {
  INTERLEAVE_OUTGOING_ALLOW: '127.0.0.1',
} satisfies ServiceUnderTest['environment'];

/** A platform and a service that know each other, registered by hand by an administrator. */
export interface LtiPair {
  readonly platform: LtiPlatform;
  readonly tool: Tool;
  readonly platformId: string;
  readonly administrator: TestPerson;
}

export async function pairByHand(
  where: { readonly url: string; readonly databaseUrl: string },
  more: { readonly trustsEmail?: boolean } = {},
): Promise<LtiPair> {
  const { url } = where;
  const platform = await LtiPlatform.start();
  const administrator = await signedInPerson(where, { isAdministrator: true });
  const { body: ours } = await request(url)
    .get('/api/v1/lti/tool')
    .set('Cookie', administrator.cookie)
    .expect(200);
  const tool = platform.addTool({
    loginUrl: ours.loginUrl,
    redirectUrls: [ours.launchUrl],
    jwksUrl: ours.jwksUrl,
    targetLinkUri: ours.launchUrl,
  });
  const { clientId, deploymentId } = tool;
  const { body } = await request(url)
    .post('/api/v1/lti/platforms')
    .set('Cookie', administrator.cookie)
    .send({ name: 'Strict', ...platform.addresses, clientId, deploymentIds: [deploymentId], ...more })
    .expect(201);
  return { platform, tool, platformId: body.id, administrator };
}

/** What a browser holds after a launch that went well. */
export interface Landed {
  readonly browser: LtiBrowser;
  /** The page that the launch leads to. */
  readonly path: string;
  readonly cookie: string;
}

/** Launches, and follows the redirects to the page that is shown in the end. Throws with the page when it is refused. */
export async function land(
  platform: LtiPlatform,
  launch: Launch,
  browser = new LtiBrowser(),
): Promise<Landed> {
  let page = await browser.launch(platform.launches.begin(launch));
  let at = page.url;
  while (page.status === 303) {
    at = new URL(page.headers.get('location') ?? '', at).href;
    if (!new URL(at).pathname.startsWith('/api/'))
      return { browser, path: new URL(at).pathname, cookie: cookieOf(browser, at) };
    page = await browser.get(at);
  }
  throw new Error(`The launch is answered ${page.status}: ${textOf(page)}`);
}

export function cookieOf({ cookies }: LtiBrowser, url: string): string {
  const jar = cookies.get(new URL(url).host) ?? new Map();
  return [...jar].map(([name, { value }]) => `${name}=${value}`).join('; ');
}

/** The words of a page, without its style. */
export const textOf = ({ text }: Page): string =>
  text
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A launch of an instructor that makes the course here. */
export async function linkCourse({ platform, tool }: LtiPair, course: Course) {
  const teacher = platform.addMember(course, 'Tina Teacher', 'instructor');
  const link = platform.addLink(course, tool, 'Two sleeps');
  const landed = await land(platform, { tool, person: teacher, course, link });
  return { teacher, link, landed };
}

const dayMs = 86_400_000;

/** An assignment of the course in which somebody of a launch teaches; 20 points. */
export async function anLtiAssignment(url: string, cookie: string, courseId: string): Promise<string> {
  const { body } = await request(url)
    .post(`/api/v1/courses/${courseId}/assignments`)
    .set('Cookie', cookie)
    .send({
      title: 'Sleep twice',
      exercise: 'two-sleeps',
      opensAt: new Date(Date.now() - dayMs).toISOString(),
      dueAt: new Date(Date.now() + dayMs).toISOString(),
      points: 20,
    })
    .expect(201);
  return body.id;
}

/** A link of a platform whose assignment is chosen, with the instructor's cookie. */
export interface ReadyLink {
  readonly course: Course;
  readonly teacher: Member;
  readonly link: ResourceLink;
  readonly courseId: string;
  readonly assignmentId: string;
  readonly cookie: string;
}

export async function aReadyLink(url: string, pair: LtiPair, title: string): Promise<ReadyLink> {
  const course = pair.platform.addCourse(title);
  const { teacher, link, landed } = await linkCourse(pair, course);
  const { cookie } = landed;
  const visit = `/api/v1${landed.path.replace('/lti/', '/lti/visits/')}`;
  const { body } = await request(url).get(visit).set('Cookie', cookie).expect(200);
  const assignmentId = await anLtiAssignment(url, cookie, body.courseId);
  await request(url).post(`${visit}/assignment`).set('Cookie', cookie).send({ assignmentId }).expect(200);
  return { course, teacher, link, courseId: body.courseId, assignmentId, cookie };
}
