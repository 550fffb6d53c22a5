/** Launches from the page of a learning platform, as students and instructors see them: in frames, and in windows of their own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, FrameLocator, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aReadyLink,
  type LtiPair,
  ltiEnvironment,
  pairByHand,
  type ReadyLink,
} from '../support/lti-course.js';
import type { Launch } from '../support/lti-platform/launches.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { testExercises } from '../support/service.js';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { patienceMs, pictures } from './look-at-pages.js';
import { openBrowserWithoutCookies, overflowPx, seriousFaults } from './open-browser.js';
import { type RunningService, startRunningService } from './running-service.js';

let postgres: TestPostgres;
let databaseUrl: string;
let service: RunningService;
/** Another site than that of the platforms, which are at 127.0.0.1. */
let url: string;
let profile: TemporaryFolder;
let browser: BrowserContext;
let page: Page;
/** In its pages the browser keeps every cookie from us, also the partitioned ones. */
let shut: LtiPair;
let shutLink: ReadyLink;
/** In its pages we have partitioned cookies, and nothing else. */
let open: LtiPair;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  postgres = startPostgres();
  databaseUrl = await postgres.createMigratedDatabase();
  service = await startRunningService({
    ...ltiEnvironment,
    DATABASE_URL: databaseUrl,
    INTERLEAVE_DEMO: 'off',
    INTERLEAVE_EXERCISES: testExercises,
  });
  url = service.url.replace('127.0.0.1', 'localhost');
  shut = await pairByHand({ url, databaseUrl });
  open = await pairByHand({ url, databaseUrl });
  shutLink = await aReadyLink(url, shut, 'Operating systems');
  profile = makeTemporaryFolder();
  browser = await openBrowserWithoutCookies(profile.path, { of: url, inPagesOf: shut.platform.issuer });
}, patienceMs);
beforeEach(async () => {
  for (const { platform } of [shut, open]) platform.begin();
  page = await browser.newPage();
  await page.setViewportSize({ width: 1280, height: 850 });
});
afterEach(async () => {
  for (const each of browser.pages()) await each.close();
  await browser.clearCookies();
  for (const { platform } of [shut, open]) expect(platform.violations).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  profile?.remove();
  for (const pair of [shut, open]) await pair?.platform.stop();
  await service?.stop();
  await postgres?.stop();
}, patienceMs);

/** Follows a link of the course, whose page has us in a frame. */
async function follow(pair: LtiPair, launch: Omit<Launch, 'tool'>): Promise<FrameLocator> {
  const { platform, tool } = pair;
  await page.goto(platform.frames.pageOf(platform.launches.begin({ tool, ...launch })));
  return page.frameLocator('#tool');
}

/** A student who is new each time, at the link whose assignment is chosen. */
function student(name: string, more: Partial<Launch> = {}): Omit<Launch, 'tool'> {
  const { course, link } = shutLink;
  return { person: shut.platform.addMember(course, name), course, link, ...more };
}

/** The window that opens is our page of the assignment, with the person signed in. */
async function expectWindow(name: string, opening: () => Promise<void>): Promise<void> {
  const [window] = await Promise.all([page.waitForEvent('popup'), opening()]);
  await window.getByRole('heading', { name: 'Sleep twice' }).waitFor();
  await window.getByRole('button', { name: `Account of ${name}` }).waitFor();
  expect(new URL(window.url()).pathname).toBe(
    `/courses/${shutLink.courseId}/assignments/${shutLink.assignmentId}`,
  );
}

const picture = (name: string) => page.screenshot({ path: join(pictures, `lti-${name}.png`) });

async function expectFitForPhones(name: string): Promise<void> {
  await picture(name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowPx(page)).toBe(0);
  expect(await seriousFaults(page)).toEqual([]);
  await picture(`${name}-phone-dark`);
}

describe('where the browser keeps every cookie from the frame', () => {
  test.each(['_parent', 'post_message_forwarding'])(
    'the storage of the platform (%s) proves who it is, and a window shows the assignment',
    async (storageTarget) => {
      const asked: Request[] = [];
      page.on('request', (request) => void asked.push(request));
      // As where the platform is reached by plain http: its frames have no secrets and no ids from the browser.
      await page.route('**/lti-page.js', async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          body: `delete Crypto.prototype.randomUUID; ${await response.text()}`,
        });
      });
      const frame = await follow(shut, student('Stan Storage', { storageTarget }));
      await frame.getByText('You are signed in as Stan Storage.').waitFor();
      expect(shut.platform.frames.messages.map(({ data }) => data.subject)).toEqual([
        'lti.put_data',
        'lti.get_data',
      ]);
      const ours = asked.filter((request) => request.url().startsWith(url));
      const headers = await Promise.all(ours.map((request) => request.allHeaders()));
      expect(headers.flatMap(({ cookie }) => cookie ?? [])).toEqual([]);
      expect(headers.length).toBeGreaterThan(3);
      await expectFitForPhones('window');
      const button = frame.getByRole('button', { name: 'Open in a new window' });
      await expectWindow('Stan Storage', () => button.click());
      await frame.getByRole('status').getByText('Interleave opens in a window of its own.').waitFor();
      expect(await button.count()).toBe(0);
    },
    patienceMs,
  );

  test.each([
    ['refuses', { storageTarget: '_parent' }],
    ['is not offered', {}],
  ])(
    'and the storage of the platform %s, a window begins the launch once more',
    async (_how, offered) => {
      shut.platform.frames.storage = 'refuses';
      const frame = await follow(shut, student('Wanda Window', offered));
      await frame.getByText('Code: cookies-blocked').waitFor();
      await expectFitForPhones('cookies-blocked');
      const link = frame.getByRole('link', { name: 'Open in a new window' });
      await expectWindow('Wanda Window', () => link.click());
    },
    patienceMs,
  );

  test(
    'a launch that has taken too long is over, and says how to go on',
    async () => {
      await page.route('**/api/lti/launch', async (route) => {
        await query(databaseUrl, `UPDATE lti_logins SET expires_at = now() - interval '1 second'`);
        await route.continue();
      });
      const frame = await follow(shut, student('Laura Late'));
      await frame.getByText('This launch is over').waitFor();
      await frame.getByText('Go back to your course and open the link again.').waitFor();
      await expectFitForPhones('over');
    },
    patienceMs,
  );
});

test(
  'by partitioned cookies alone an instructor works inside of the page of the platform',
  async () => {
    const { platform } = open;
    const course = platform.addCourse('Networks');
    const person = platform.addMember(course, 'Tina Teacher', 'instructor');
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const frame = await follow(open, { person, course });
    await frame.getByRole('heading', { name: 'What shall be added to your course?' }).waitFor();
    expect(await frame.locator('html').evaluate(triesStorage)).toBe('SecurityError');
    await frame.getByRole('link', { name: 'New assignment' }).click();
    await frame.getByRole('heading', { name: 'New assignment' }).waitFor();
    await picture('in-frame');
    expect(faults).toEqual([]);
  },
  patienceMs,
);

/** Without third-party cookies there is no such storage either. */
const triesStorage = `(() => { try { return typeof localStorage; } catch (error) { return error.name; } })()`;

describe('in a window that the platform opens', () => {
  test(
    'a registration asks for it to be closed',
    async () => {
      const { platform, administrator } = open;
      const made = await fetch(`${url}/api/v1/lti/registration-links`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: url, Cookie: administrator.cookie },
        body: JSON.stringify({ name: 'Registered in a window' }),
      });
      const { url: link } = (await made.json()) as { url: string };
      await expectTold(platform.frames.openerOf(platform.registration.begin(link)), async () => {}, [
        'org.imsglobal.lti.close',
      ]);
    },
    patienceMs,
  );

  test(
    'content that is picked comes back to the page that has opened it',
    async () => {
      const { platform, tool } = shut;
      const { course, teacher } = shutLink;
      const { url: login, parameters } = platform.launches.begin({ tool, person: teacher, course });
      const picking = async (window: Page) => {
        await window.getByRole('radio', { name: 'Sleep twice' }).check();
        await window.getByRole('button', { name: 'Add the link' }).click();
      };
      await expectTold(platform.frames.openerOf(`${login}?${new URLSearchParams(parameters)}`), picking, [
        'content-added',
      ]);
      expect(platform.deepLinking.items.at(-1)?.title).toBe('Sleep twice');
    },
    patienceMs,
  );

  async function expectTold(address: string, meanwhile: (window: Page) => Promise<void>, said: string[]) {
    await page.goto(address);
    const button = page.getByRole('button', { name: 'Open the tool' });
    const [window] = await Promise.all([page.waitForEvent('popup'), button.click()]);
    await meanwhile(window);
    await page.getByRole('listitem').waitFor();
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual(said);
  }
});
