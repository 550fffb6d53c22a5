/** The ways of an instructor, on the real service with its demo course: overrides, an export, an extension, a comment, a review, a regrade. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoAccounts } from '../../src/platform/demo-accounts.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { laptop, openBrowser } from './open-browser.js';
import { type RunningService, startRunningService } from './running-service.js';

const patienceMs = 180_000;

let postgres: TestPostgres;
let databaseUrl: string;
let service: RunningService;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  postgres = startPostgres();
  databaseUrl = await postgres.createMigratedDatabase();
  [service, browser] = await Promise.all([
    startRunningService({ DATABASE_URL: databaseUrl, INTERLEAVE_DEMO: 'on' }),
    openBrowser(),
  ]);
  page = await (await browser.newContext({ ...laptop, acceptDownloads: true })).newPage();
  await signIn();
}, patienceMs);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await postgres?.stop();
}, patienceMs);

async function signIn(): Promise<void> {
  const instructor = demoAccounts.find(({ role }) => role === 'instructor');
  if (!instructor) throw new Error('The demo has no instructor');
  await page.goto(`${service.url}/sign-in`);
  await page.getByLabel('E-mail').fill(instructor.email);
  await page.getByLabel('Password', { exact: true }).fill(instructor.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.goto(`${service.url}/courses`);
  await page.getByRole('main').locator('a[href^="/courses/"]:not([href$="/new"])').first().click();
  await page.getByRole('link', { name: 'Gradebook' }).waitFor();
}

test(
  'from the gradebook to an override and an export',
  async () => {
    await page.getByRole('link', { name: 'Gradebook' }).click();
    await page.getByRole('grid', { name: 'Gradebook' }).waitFor();
    const name = await page.locator('tbody th a span').first().innerText();
    await page.locator('tbody a[href^="/submissions/"]').first().click();

    await page.getByRole('button', { name: 'Set the whole score' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set the whole score' });
    await dialog.getByLabel('Points').fill('42.5');
    await dialog.getByLabel('Reason').fill('Explained in the lesson.');
    await dialog.getByRole('button', { name: 'Set the points' }).click();
    await page.getByText('Explained in the lesson.').waitFor();
    expect(await page.getByTestId('final-score').innerText()).toBe('42.5');
    expect(await page.getByTestId('score').innerText()).not.toContain('42.5');

    await page.goBack();
    await page.getByRole('grid', { name: 'Gradebook' }).waitFor();
    const downloads = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as CSV' }).click();
    const file = await readFile(await (await downloads).path(), 'utf8');
    expect(file).toContain(name);
  },
  patienceMs,
);

test(
  'a regrade is previewed and applied',
  async () => {
    // As if the checks had been too strict when it was handed in.
    const [lowered] = await query<{ id: string; title: string; score: number }>(
      databaseUrl,
      `UPDATE submissions SET final_score = 1 FROM assignments
        WHERE submissions.id = (
            SELECT submission_id FROM grades JOIN submissions ON submissions.id = submission_id
             WHERE submissions.score > 50 AND submissions.score = submissions.final_score
             ORDER BY submission_id LIMIT 1)
          AND assignments.id = assignment_id
        RETURNING submissions.id, assignments.title, submissions.score`,
    );
    if (!lowered) throw new Error('The demo has no submission that scored more than 50');

    await page.getByRole('link', { name: 'Regrades' }).click();
    await page.getByRole('button', { name: 'New regrade' }).click();
    await page.getByLabel('What was handed in for').selectOption({ label: lowered.title });
    await page.getByLabel('Reason').fill('The checks were too strict.');
    await page.getByRole('button', { name: 'Show what would change' }).click();

    await page.getByRole('button', { name: 'Apply' }).click({ timeout: patienceMs });
    const row = page.locator(`tr:has(a[href="/submissions/${lowered.id}"])`);
    expect(await row.innerText()).toContain(`+${lowered.score - 1}`);
    await page.getByRole('button', { name: /^Apply to \d+ submissions$/ }).click();
    await page.getByText(/^Applied on/).waitFor();

    const [after] = await query<{ final_score: number }>(
      databaseUrl,
      'SELECT final_score FROM submissions WHERE id = $1',
      [lowered.id],
    );
    expect(after?.final_score).toBe(lowered.score);
  },
  patienceMs,
);

test(
  'a grade is set where nothing was handed in, and withdrawn; an extension is given, seen and taken back',
  async () => {
    const dialog = page.getByRole('dialog');
    await page.getByRole('link', { name: 'Gradebook' }).click();
    const cell = page.getByRole('button', { name: 'Nothing handed in, set points' }).first();
    const person = page.getByRole('row').filter({ has: cell }).getByRole('rowheader').getByRole('link');
    const path = await person.first().getAttribute('href');
    await cell.click();
    await dialog.getByLabel('Points').fill('1.5');
    await dialog.getByLabel('Reason').fill('Told me all of it.');
    await dialog.getByRole('button', { name: 'Set the points' }).click();
    await dialog.waitFor({ state: 'detached' });

    await page.goto(`${service.url}${path}`);
    const line = page.getByRole('row').filter({ hasText: 'Told me all of it.' });
    expect(await line.innerText()).toContain('1.5 of ');
    await line.getByRole('button', { name: /^Set points/ }).click();
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await dialog.getByRole('button', { name: 'Yes' }).click();
    await page.getByText('Set before (1)').waitFor();

    await page
      .getByRole('button', { name: /^Extension: / })
      .last()
      .click();
    await dialog.getByLabel('Due for this person').fill('2099-01-01T12:00');
    await dialog.getByLabel('Late work is taken until').fill('2099-01-03T12:00');
    await dialog.getByLabel('Reason').fill('Was ill.');
    await dialog.getByRole('button', { name: 'Grant' }).click();
    await page.getByText(/Extended to .*, late work until .*: Was ill\./).waitFor();
    await page
      .getByRole('button', { name: /^Extension: / })
      .last()
      .click();
    expect(await dialog.getByLabel('Late work is taken until').inputValue()).toBe('2099-01-03T12:00');
    await dialog.getByRole('button', { name: 'Take it back' }).click();
    await dialog.getByRole('button', { name: 'Yes' }).click();
    await page.getByText(/Extended to/).waitFor({ state: 'detached' });
  },
  patienceMs,
);

test(
  'a review is decided once every criterion has points; a comment is written, changed and deleted',
  async () => {
    await page.getByRole('link', { name: 'Reviews' }).click();
    const decide = page.getByRole('button', { name: /^Decide/ });
    const waiting = async () => {
      const rows = await query<{ count: number }>(
        databaseUrl,
        'SELECT count(*)::int AS count FROM grades WHERE awaits_review',
      );
      return rows[0]?.count ?? 0;
    };
    const before = await waiting();
    await page.getByLabel('Reason').fill('Well reasoned.');
    const report = await page.getByRole('heading', { level: 2 }).getByRole('link').getAttribute('href');
    await decide.click();
    expect(await page.locator('input[type=radio]:invalid').count()).toBeGreaterThan(0);
    for (const criterion of await page.getByRole('group').all()) {
      await criterion.locator('label').last().click();
    }
    await decide.click();
    await page
      .getByRole('status')
      .filter({ hasText: `${before - 1} are waiting` })
      .waitFor();
    expect(await waiting()).toBe(before - 1);

    await page.goto(`${service.url}${report}`);
    await page.getByText('Well reasoned.').waitFor();
    await page.getByRole('button', { name: 'Comment on line 1', exact: true }).first().click();
    await page.getByRole('textbox', { name: 'Comment on line 1' }).fill('Why first?');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.getByRole('button', { name: 'Answer' }).waitFor();
    await page.getByText('Why first?').waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('textbox', { name: 'Your comment on line 1' }).fill('Why at all?');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Why at all?').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('button', { name: 'Answer' }).waitFor({ state: 'detached' });
  },
  patienceMs,
);
