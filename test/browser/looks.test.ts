/** The pages, on a laptop by day and on a phone by night: nothing overflows, jumps, fails, or shuts someone out. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { type MockApi, startMockApi } from './mock-api.js';
import {
  keepLayoutShift,
  laptop,
  layoutShift,
  openBrowser,
  overflowPx,
  phone,
  seriousFaults,
} from './open-browser.js';

const patienceMs = 120_000;
/** For people to look at after a change. */
const pictures = join(packageRoot, 'build/pictures');

interface PageToSee {
  name: string;
  path: string;
  shows: string;
}

/** Those on which most is drawn: seen on the phone too. */
const mainPages: PageToSee[] = [
  { name: 'list', path: '/', shows: 'Five threads that sleep' },
  { name: 'exercise', path: '/exercises/async-two-requests', shows: 'What is graded' },
  { name: 'progress', path: '/submissions/live', shows: 'Queued at position 3' },
  { name: 'gather', path: '/submissions/gather', shows: 'Both requests were in flight together' },
  { name: 'sequential', path: '/submissions/sequential', shows: 'sent one after the other' },
  { name: 'models', path: '/submissions/models', shows: 'up to 3 at once' },
  { name: 'deadlock', path: '/submissions/deadlock', shows: 'Deadlock after 0.55 s' },
];
const furtherPages: PageToSee[] = [
  { name: 'unknown-exercise', path: '/exercises/none', shows: 'There is no exercise' },
  { name: 'unknown-page', path: '/nowhere', shows: 'There is no page here' },
  { name: 'unknown-submission', path: '/submissions/none', shows: 'There is no such submission' },
  { name: 'threads', path: '/submissions/threads', shows: 'All 5 sleeps overlap' },
  { name: 'processes', path: '/submissions/processes', shows: 'All 4 processes were alive together' },
  { name: 'crash', path: '/submissions/crash', shows: 'ended with status 1' },
  { name: 'short', path: '/submissions/short', shows: 'One lane did everything' },
  { name: 'long', path: '/submissions/long', shows: 'The program was stopped after 30.0 s' },
];

const ways: { way: string; options: BrowserContextOptions; pages: PageToSee[] }[] = [
  {
    way: 'laptop-light',
    options: { ...laptop, colorScheme: 'light' },
    pages: [...mainPages, ...furtherPages],
  },
  { way: 'phone-dark', options: { ...phone, colorScheme: 'dark' }, pages: mainPages },
];

let api: MockApi;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [api, browser] = await Promise.all([startMockApi(join(packageRoot, 'build/web')), openBrowser()]);
}, patienceMs);
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

describe.each(ways)('$way', ({ way, options, pages }) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext(options);
    await context.addInitScript(keepLayoutShift);
  }, patienceMs);
  afterAll(() => context?.close());

  test.each(pages)(
    '$name',
    async ({ name, path, shows }) => {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(api.origin + path);
      await page.getByText(shows).first().waitFor();
      await page.waitForLoadState('networkidle').catch(() => {});
      expect(await page.title()).toMatch(/ · Interleave$/);
      expect(await overflowPx(page)).toBe(0);
      expect(await layoutShift(page)).toBeLessThan(0.05);
      expect(await seriousFaults(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.screenshot({ path: join(pictures, `${name}-${way}.png`), fullPage: true });
      await page.close();
    },
    patienceMs,
  );
});

test(
  'sixty-four lanes and ten thousand spans are a few thousand marks, and none is lost to the keyboard',
  async () => {
    const page = await (await browser.newContext(laptop)).newPage();
    await page.goto(`${api.origin}/submissions/crowd`);
    await page.locator('[data-mark]').first().waitFor();
    expect(await page.locator('[data-mark]').count()).toBeLessThanOrEqual(3000);
    expect(await page.locator('[data-mark][tabindex="0"]').count()).toBe(1);
    await page.screenshot({ path: join(pictures, 'crowd-laptop-light.png'), fullPage: true });
  },
  patienceMs,
);
