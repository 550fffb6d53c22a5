/** Accounts, invitations and who administers them, on a laptop by day and on a phone by night. */
import { expect, test } from 'vitest';
import {
  laptopLight,
  lookAt,
  type PageToSee,
  patienceMs,
  phoneDark,
  signInAs,
  startLooking,
} from './look-at-pages.js';
import { laptop, seriousFaults } from './open-browser.js';

const pages: PageToSee[] = [
  { name: 'account', path: '/account', shows: 'Nightly export', as: 'instructor' },
  { name: 'account-empty', path: '/account', shows: 'You have none.', as: 'student' },
  { name: 'people', path: '/people', shows: 'Leslie Lamport', as: 'administrator' },
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
