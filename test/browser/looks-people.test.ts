/** Accounts, invitations and who administers them, on a laptop by day and on a phone by night. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { courseId } from './fixtures/courses.js';
import {
  laptopLight,
  lookAt,
  type PageToSee,
  patienceMs,
  phoneDark,
  pictures,
  signInAs,
  startLooking,
} from './look-at-pages.js';
import { laptop, seriousFaults } from './open-browser.js';

const pages: PageToSee[] = [
  { name: 'account', path: '/account', shows: 'Nightly export', as: 'instructor' },
  { name: 'account-empty', path: '/account', shows: 'You have none.', as: 'student' },
  { name: 'people', path: '/people', shows: 'Leslie Lamport', as: 'administrator' },
  {
    name: 'course-people',
    path: `/courses/${courseId}/people`,
    shows: 'Leslie Lamport',
    as: 'instructor',
  },
  { name: 'join', path: '/join/open', shows: 'Join the course' },
  { name: 'join-personal', path: '/join/personal', shows: 'Set the password' },
  { name: 'join-unknown', path: '/join/none', shows: 'does not work any more' },
];

const started = startLooking();
lookAt(started, laptopLight, pages);
lookAt(started, phoneDark, pages);

test(
  'a token is shown once, to be copied',
  async () => {
    const context = await started.browser().newContext(laptop);
    await signInAs(context, 'student', started.api().origin);
    const page = await context.newPage();
    await page.goto(`${started.api().origin}/account`);
    await page.getByLabel('What it is for').fill('A script');
    await page.getByRole('checkbox', { name: 'Hand in' }).check();
    await page.getByRole('button', { name: 'Make the token' }).click();
    const token = page.getByRole('textbox', { name: 'Token A script' });
    await token.waitFor();
    expect(await token.inputValue()).toBe('ilv_mocked-and-good-for-nothing');
    expect(await seriousFaults(page)).toEqual([]);
    await context.close();
  },
  patienceMs,
);

test(
  'a list is looked at, its errors are named, and then it is brought in with links to take along',
  async () => {
    const context = await started.browser().newContext(laptop);
    await signInAs(context, 'instructor', started.api().origin);
    const page = await context.newPage();
    await page.goto(`${started.api().origin}/courses/${courseId}/people`);
    const list = page.getByRole('textbox', { name: 'List' });
    await list.fill('name,email\nAda Lovelace,ada@example.org\nNobody,wrong');
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByText('email: Invalid email address').waitFor();
    expect(await page.getByRole('button', { name: /^Bring in/ }).count()).toBe(0);
    expect(await seriousFaults(page)).toEqual([]);
    await list.fill('name,email\nAda Lovelace,ada@example.org');
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('button', { name: 'Bring in 1 line' }).click();
    const link = page.getByRole('link', { name: 'Download the links' });
    expect(decodeURIComponent((await link.getAttribute('href')) ?? '')).toContain(
      'ada@example.org,http://127.0.0.1:4000/join/inv_mocked',
    );
    await page.screenshot({ path: join(pictures, 'course-people-imported.png'), fullPage: true });
    await page.getByRole('button', { name: 'Extension for Grace Hopper' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Was ill');
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'course-people-extension.png') });
    await page.getByRole('button', { name: 'Grant' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await context.close();
  },
  patienceMs,
);
