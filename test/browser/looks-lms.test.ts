/** Webhooks, deliveries and learning platforms, on a laptop by day and on a phone by night. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { courseId } from './fixtures/courses.js';
import { deliveryId, visitIds } from './fixtures/lms.js';
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

const course = `/courses/${courseId}`;

const pages: PageToSee[] = [
  {
    name: 'integrations',
    path: `${course}/integrations`,
    shows: 'the endpoint is gone',
    as: 'instructor',
  },
  { name: 'deliveries', path: `${course}/integrations/deliveries`, shows: 'not sent yet', as: 'instructor' },
  {
    name: 'delivery',
    path: `${course}/integrations/deliveries/${deliveryId}`,
    shows: 'Internal Server Error',
    as: 'instructor',
  },
  { name: 'platforms', path: '/platforms', shows: 'Moodle of the university', as: 'administrator' },
  { name: 'visit-course', path: `/lti/${visitIds.course}`, shows: 'Which course is this?', as: 'instructor' },
  { name: 'visit-assignment', path: `/lti/${visitIds.assignment}`, shows: 'Link it', as: 'instructor' },
  { name: 'visit-content', path: `/lti/${visitIds.content}`, shows: 'Add the link', as: 'instructor' },
  { name: 'visit-over', path: '/lti/none', shows: 'This visit is over', as: 'instructor' },
];

const started = startLooking();
lookAt(started, laptopLight, pages);
lookAt(started, phoneDark, pages);

test(
  'an endpoint with a wrong address is told so; a right one shows its secret once',
  async () => {
    const context = await started.browser().newContext(laptop);
    const { origin } = started.api();
    await signInAs(context, 'instructor', origin);
    const page = await context.newPage();
    await page.goto(`${origin}${course}/integrations`);
    // One of its endpoints is disabled, and nobody here has done that.
    await page.getByRole('link', { name: /^Integrations.*not sent any more\)$/ }).waitFor();
    await page.getByRole('button', { name: 'Take over the people of Operating systems 2' }).click();
    await page.getByText('31 in the list: 2 added').waitFor();
    await page.getByRole('button', { name: 'New endpoint' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('https://localhost/hook');
    await dialog.getByRole('button', { name: 'Make the endpoint' }).click();
    await dialog.getByText('It leads into a private network.').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'webhook-dialog.png') });
    await dialog.getByLabel('Address').fill('https://dashboard.example.org/hooks/interleave');
    await dialog.getByRole('button', { name: 'Make the endpoint' }).click();
    const secret = page.getByRole('textbox', { name: /^Secret of/ });
    expect(await secret.inputValue()).toBe('whsec_mocked-and-good-for-nothing');
    await page.getByRole('button', { name: 'Send a test' }).first().click();
    await page.getByText('Number in its sequence').waitFor();
    expect(new URL(page.url()).pathname).toBe(`${course}/integrations/deliveries/${deliveryId}`);
    await context.close();
  },
  patienceMs,
);

test(
  'deliveries are filtered by the address of the page, and failed ones are sent again',
  async () => {
    const context = await started.browser().newContext(laptop);
    const { origin } = started.api();
    await signInAs(context, 'instructor', origin);
    const page = await context.newPage();
    await page.goto(`${origin}${course}/integrations/deliveries`);
    await page.getByLabel('Status').selectOption('failed');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    expect(new URL(page.url()).search).toBe('?status=failed');
    await page.getByRole('button', { name: 'Send failed ones again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await dialog.getByText('12 are being sent again.').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'replay-dialog.png') });
    await context.close();
  },
  patienceMs,
);

test(
  'a platform is registered by hand, or by a link that is shown once',
  async () => {
    const context = await started.browser().newContext(laptop);
    const { origin } = started.api();
    await signInAs(context, 'administrator', origin);
    const page = await context.newPage();
    await page.goto(`${origin}/platforms`);
    await page.getByLabel('Name of the platform').fill('Moodle');
    await page.getByRole('button', { name: 'New registration link' }).click();
    const link = page.getByRole('textbox', { name: 'Registration link' });
    expect(await link.inputValue()).toContain('/api/lti/register?link=');
    await page.getByRole('button', { name: 'Register by hand' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Issuer').fill('https://moodle.example.edu');
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'platform-dialog.png') });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await context.close();
  },
  patienceMs,
);

test(
  'the course of a platform is chosen, then the assignment',
  async () => {
    const context = await started.browser().newContext(laptop);
    const { origin } = started.api();
    await signInAs(context, 'instructor', origin);
    const page = await context.newPage();
    await page.goto(`${origin}/lti/${visitIds.course}`);
    await page.getByRole('radio', { name: 'Concurrent programming, autumn' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Which assignment is this?' }).waitFor();
    const link = page.getByRole('button', { name: 'Link it' });
    expect(await link.isDisabled()).toBe(true);
    await context.close();
  },
  patienceMs,
);
