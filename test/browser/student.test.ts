/** A student's way against the real service: from sign-in to a better second attempt. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { enrol, password, signedInPerson, type TestPerson } from '../support/people.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { laptop, openBrowser, seriousFaults } from './open-browser.js';
import { type RunningService, startRunningService } from './running-service.js';

/** On a machine that does other things too, axe alone takes its time. */
const patienceMs = 240_000;
const solutions = join(packageRoot, 'exercises/async-two-requests/solutions');
const dayMs = 24 * 60 * 60 * 1000;
const coursePoints = 20;

let postgres: TestPostgres;
let service: RunningService;
let browser: Browser;
let student: TestPerson;

beforeAll(async () => {
  postgres = startPostgres();
  const databaseUrl = await postgres.createMigratedDatabase();
  [service, browser] = await Promise.all([
    startRunningService({ DATABASE_URL: databaseUrl, INTERLEAVE_DEMO: 'off' }),
    openBrowser(),
  ]);
  student = await makeCourse(databaseUrl);
}, patienceMs);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await postgres?.stop();
}, patienceMs);

/** A course with one assignment of two attempts, and a student in it. */
async function makeCourse(databaseUrl: string): Promise<TestPerson> {
  const { url } = service;
  const administrator = await signedInPerson({ url, databaseUrl }, { name: 'Olga', isAdministrator: true });
  const ask = async (path: string, body: object): Promise<string> => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url, Cookie: administrator.cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  };
  const courseId = await ask('courses', { title: 'Concurrent programming', timeZone: 'Europe/Berlin' });
  await ask(`courses/${courseId}/assignments`, {
    title: 'Two slow APIs',
    exercise: 'async-two-requests',
    opensAt: new Date(Date.now() - dayMs).toISOString(),
    dueAt: new Date(Date.now() + dayMs).toISOString(),
    points: coursePoints,
    attemptsAllowed: 2,
  });
  const ada = await signedInPerson({ url, databaseUrl });
  await enrol(databaseUrl, courseId, ada.id, 'student');
  return ada;
}

test(
  'a student signs in, hands in what is wrong, reads why, and does better',
  async () => {
    const page = await (await browser.newContext(laptop)).newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));

    await page.goto(`${service.url}/courses`);
    await page.getByLabel('E-mail').fill(student.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('alert')
      .getByText(/password/i)
      .first()
      .waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('link', { name: /Concurrent programming/ }).click();
    await page.getByText('One assignment waits for your first attempt.').waitFor();
    await page.getByRole('link', { name: /Two slow APIs/ }).click();
    await page.getByText('2 of 2 left').waitFor();

    await handIn(page, 'wrong-sequential-awaits.py');
    const wrong = await scoreOf(page);
    expect(wrong).toBeLessThan(100);
    await page.locator('[data-check="concurrent"][data-status="failed"]').waitFor();
    expect(await page.locator('[data-check="concurrent"]').innerText()).toMatch(/Hint|gather|one after/);
    expect(await seriousFaults(page)).toEqual([]);

    await page.getByRole('link', { name: 'Back to the editor' }).click();
    await page.getByText('This is the last attempt.').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await handIn(page, 'right-aiohttp-gather.py');
    expect(await scoreOf(page)).toBe(100);

    await page.getByRole('link', { name: 'Back to the editor' }).click();
    await page.getByText('All attempts are used.').waitFor();
    await page.getByRole('link', { name: /100 of 100/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Submit' }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Concurrent programming' }).click();
    await page.getByText(`${coursePoints} of ${coursePoints} points`).waitFor();
    await signOut(page);
    expect(faults).toEqual([]);
  },
  patienceMs,
);

async function handIn(page: Page, solution: string): Promise<void> {
  await page.getByRole('textbox', { name: /main\.py/ }).waitFor();
  await page.locator('input[type=file]').setInputFiles(join(solutions, solution));
  await page.getByText(`main.py now holds ${solution}`).waitFor();
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.waitForURL(/\/submissions\//);
}

async function scoreOf(page: Page): Promise<number> {
  await page.getByTestId('score').waitFor();
  return Number.parseFloat(await page.getByTestId('score').innerText());
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account of Ada' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
}
