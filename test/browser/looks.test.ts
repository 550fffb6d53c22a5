/** The pages of practice, on a laptop by day and on a phone by night. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  laptopLight,
  lookAt,
  type PageToSee,
  patienceMs,
  phoneDark,
  pictures,
  startLooking,
} from './look-at-pages.js';
import { laptop } from './open-browser.js';

/** Those on which most is drawn: seen on the phone too. */
const mainPages: PageToSee[] = [
  { name: 'list', path: '/', shows: 'Five threads that sleep' },
  { name: 'exercise', path: '/exercises/async-two-requests', shows: 'What is graded' },
  {
    name: 'exercise-javascript',
    path: '/exercises/async-two-requests?language=javascript',
    shows: 'Both promises pending together',
  },
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

const started = startLooking();
lookAt(started, laptopLight, [...mainPages, ...furtherPages]);
lookAt(started, phoneDark, mainPages);

test(
  'sixty-four lanes and ten thousand spans are a few thousand marks, and none is lost to the keyboard',
  async () => {
    const page = await (await started.browser().newContext(laptop)).newPage();
    await page.goto(`${started.api().origin}/submissions/crowd`);
    await page.locator('[data-mark]').first().waitFor();
    expect(await page.locator('[data-mark]').count()).toBeLessThanOrEqual(3000);
    expect(await page.locator('[data-mark][tabindex="0"]').count()).toBe(1);
    await page.screenshot({ path: join(pictures, 'crowd-laptop-light.png'), fullPage: true });
  },
  patienceMs,
);
