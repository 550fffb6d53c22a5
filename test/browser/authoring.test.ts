/** An instructor writes an exercise by the tutorial of docs/authoring-exercises.md and gives it; a student solves it. On the real service. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrol, signedInPerson, type TestPerson } from '../support/people.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { tutorialFiles } from '../support/tutorial.js';
import { laptop, openBrowser } from './open-browser.js';
import { type RunningService, startRunningService } from './running-service.js';

const patienceMs = 240_000;

let postgres: TestPostgres;
let service: RunningService;
let browser: Browser;
let courseId: string;
let instructor: TestPerson;
let student: TestPerson;

beforeAll(async () => {
  postgres = startPostgres();
  const databaseUrl = await postgres.createMigratedDatabase();
  [service, browser] = await Promise.all([
    startRunningService({ DATABASE_URL: databaseUrl, INTERLEAVE_DEMO: 'off' }),
    openBrowser(),
  ]);
  const at = { url: service.url, databaseUrl };
  const administrator = await signedInPerson(at, { name: 'Olga', isAdministrator: true });
  const made = await fetch(`${service.url}/api/v1/courses`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: service.url, Cookie: administrator.cookie },
    body: JSON.stringify({ title: 'Concurrent programming', timeZone: 'Europe/Berlin' }),
  });
  courseId = ((await made.json()) as { id: string }).id;
  instructor = await signedInPerson(at, { name: 'Ines' });
  student = await signedInPerson(at, { name: 'Stu' });
  await enrol(databaseUrl, courseId, instructor.id, 'instructor');
  await enrol(databaseUrl, courseId, student.id, 'student');
}, patienceMs);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await postgres?.stop();
}, patienceMs);

async function pageOf({ cookie }: TestPerson): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ ...laptop, acceptDownloads: true });
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: service.url }]);
  return { page: await context.newPage(), context };
}

/** In place of what the editor holds. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

async function openFile(page: Page, path: string): Promise<void> {
  const files = page.getByRole('navigation', { name: 'Files of the exercise' });
  const known = files.getByRole('button', { name: new RegExp(`^${path.replace('solutions/', '')}`) });
  if (await known.isVisible()) {
    await known.click();
  } else {
    await files.getByRole('button', { name: 'New file' }).click();
    await files.getByLabel('Path of the new file').fill(path);
    await page.keyboard.press('Enter');
  }
  await page.locator(`.cm-content[aria-label^="${path}"]`).waitFor();
}

test(
  'an exercise from nothing, given and solved',
  async () => {
    const { page } = await pageOf(instructor);
    await page.goto(`${service.url}/courses/${courseId}/exercises`);
    await page.getByRole('button', { name: 'New exercise' }).click();
    await page.getByLabel('Title').fill('The best of three prices');
    await page.getByLabel('Name').fill('three-shops');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText('Nothing is wrong').waitFor();

    for (const { path, text } of tutorialFiles()) {
      await openFile(page, path);
      // What is wrong is marked at its line while it is written.
      if (path === 'exercise.yaml')
        await seeMark(page, text, 'points: 40', 'points: forty', 'checks[2].points');
      if (path === 'checks.ts') await seeHelp(page);
      if (path === 'checks.ts')
        await seeMark(page, text, 'passed(seen)', 'passed(requests)', 'checks.ts:34:18');
      await write(page, text);
    }
    await page.getByText('Nothing is wrong').waitFor();

    await page.getByRole('tab', { name: 'Statement' }).click();
    await page.getByText('Three shops sell the same book').last().waitFor();
    await page.getByRole('tab', { name: 'Solutions' }).click();
    await page.getByRole('button', { name: 'Run all solutions' }).click();
    await page.getByText('All as expected.').waitFor({ timeout: patienceMs });
    const rows = await page.getByRole('region', { name: 'Solutions' }).locator('tbody tr').allInnerTexts();
    expect(rows.map((row) => row.split(/\s+/)[0])).toEqual([
      'right-threads.py',
      'wrong-gives-up.py',
      'wrong-one-after-the-other.py',
    ]);
    expect(rows[2]).toMatch(/as expected\s+together\s+together/);

    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Version 1', { exact: true }).waitFor();
    const downloads = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export version 1' }).click();
    expect((await downloads).suggestedFilename()).toBe('three-shops-1.zip');

    await page.getByRole('link', { name: 'Give it in an assignment' }).click();
    await page.getByLabel('Title').fill('Best price');
    await page.locator('option[value="three-shops"]').waitFor({ state: 'attached' });
    expect(await page.getByRole('combobox', { name: 'Exercise' }).inputValue()).toBe('three-shops');
    await page.getByRole('button', { name: 'Create the assignment' }).click();
    await page.getByRole('link', { name: 'Best price', exact: true }).waitFor();
    await solve();
  },
  patienceMs,
);

/** Names of the API are offered with what they mean, and bring their import with them. */
async function seeHelp(page: Page): Promise<void> {
  const head =
    "import type { Checks } from 'interleave/checks';\n\nexport const checks: Checks = {\n  runs: (evidence) => ";
  await write(page, head);
  await page.keyboard.type('evidence.');
  const options = page.getByRole('listbox').getByRole('option');
  await options.filter({ hasText: 'scenarios' }).waitFor();
  await page.keyboard.type('ru');
  await page.getByText('One per scenario, in the order of exercise.yaml.').waitFor();
  await page.keyboard.press('Escape');
  await write(page, head);
  await page.keyboard.type('ranTo');
  await options.filter({ hasText: 'ranToItsEnd' }).waitFor();
  await page.getByText('every run ended by itself with status 0').waitFor();
  // Enter takes it too, but not in the first moment of the list: who is quick means a new line.
  await options.filter({ hasText: 'ranToItsEnd' }).click();
  await page.getByText('import { ranToItsEnd, type Checks }').waitFor();
  await page.keyboard.press('F1');
  await page.getByText('every run ended by itself with status 0').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('every run ended by itself with status 0').waitFor({ state: 'detached' });
  await page.keyboard.type('(evidence)');
  await page.locator('.cm-line', { hasText: 'runs:' }).getByText('ranToItsEnd', { exact: true }).hover();
  await page.getByText('every run ended by itself with status 0').waitFor();
}

async function seeMark(page: Page, text: string, right: string, wrong: string, said: string): Promise<void> {
  await write(page, text.replace(right, wrong));
  await page.getByText(said).waitFor();
  await page.locator('.cm-lintRange').first().waitFor();
}

async function solve(): Promise<void> {
  const { page } = await pageOf(student);
  await page.goto(`${service.url}/courses/${courseId}`);
  await page.getByRole('link', { name: 'Best price' }).first().click();
  await page.getByText('Three shops sell the same book').waitFor();
  expect(await page.content()).not.toContain('ThreadPoolExecutor');
  await write(page, tutorialFiles().find(({ path }) => path.endsWith('right-threads.py'))?.text ?? '');
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByTestId('score').waitFor({ timeout: patienceMs });
  expect(await page.getByTestId('score').innerText()).toContain('100');
}
