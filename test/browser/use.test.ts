/** What people do on the pages, against answers made by hand: keys, drafts, uploads, refusals, a service that is gone. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { eventually } from '../support/eventually.js';
import { type MockApi, startMockApi } from './mock-api.js';
import { laptop, openBrowser, phone } from './open-browser.js';

const patienceMs = 90_000;
let api: MockApi;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
}, patienceMs);
afterAll(() => browser?.close());

beforeEach(async () => {
  const fresh = await startMockApi(join(packageRoot, 'build/web'));
  const context = await browser.newContext(laptop);
  api = fresh;
  page = await context.newPage();
  return async () => {
    await context.close();
    await fresh.close();
  };
}, patienceMs);

const editor = () => page.getByRole('textbox', { name: /To leave the editor/ });
const submitButton = () => page.getByRole('button', { name: 'Submit' });
const focusedLabel = () => page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")');

describe('the timeline', { timeout: patienceMs }, () => {
  test('is one stop for Tab; arrows lead over the marks and their words appear', async () => {
    await page.goto(`${api.origin}/submissions/gather`);
    const entry = page.locator('[data-mark][tabindex="0"]');
    await entry.waitFor();
    expect(await entry.count()).toBe(1);
    await entry.focus();
    expect(await focusedLabel()).toMatch(/^main runs for 0.13 s/);
    for (let times = 0; times < 6 && !(await focusedLabel())?.startsWith('GET'); times += 1) {
      await page.keyboard.press('ArrowRight');
    }
    expect(await focusedLabel()).toMatch(/^GET httpbin.org\/delay\/2. Sent by main, answer 200 after 2.0 s/);
    await page.getByText('Sent by main, answer 200 after 2.0 s').waitFor();
    await page.keyboard.press('End');
    expect(await focusedLabel()).toMatch(/^main/);
    await page.keyboard.press('Home');
    expect(await focusedLabel()).toMatch(/^main runs/);
    await page.keyboard.press('Escape');
    expect(await page.getByText('Sent by main').count()).toBe(0);
  });

  test('and the code choose lines together', async () => {
    await page.goto(`${api.origin}/submissions/sequential`);
    const hint = page.getByRole('button', { name: 'main.py, line 18' });
    await hint.waitFor();
    const chosenLine = page.locator('tr[data-chosen]');
    const chosenMarks = page.locator('[data-mark][data-chosen]');
    expect(await chosenLine.count()).toBe(0);
    await hint.click();
    expect(await chosenLine.innerText()).toMatch(/^18\s+print\(await fetch/);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toMatch(/^18/);
    expect(await chosenMarks.count()).toBe(2);

    await page.getByRole('tab', { name: 'The first answer is the slow one' }).click();
    await page.getByRole('button', { name: 'Show it in the timeline' }).click();
    await page.getByRole('tab', { name: 'Both answers', selected: true }).waitFor();
    expect(await chosenMarks.count()).toBe(2);

    await page.locator('[data-mark*=":request:"]').first().click();
    await page.locator('tr[data-chosen]', { hasText: 'session.get(url)' }).waitFor();
    expect(await chosenLine.count()).toBe(1);
    expect(await focusedLabel()).toMatch(/From main.py, line 10/);
    expect(await chosenMarks.count()).toBe(2);
  });

  test('goes up and down between lanes', async () => {
    await page.goto(`${api.origin}/submissions/threads`);
    await page.locator('[data-mark][tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    expect(await focusedLabel()).toMatch(/^thread 1 /);
    await page.keyboard.press('ArrowDown');
    expect(await focusedLabel()).toMatch(/^thread 2 /);
    await page.keyboard.press('ArrowUp');
    expect(await focusedLabel()).toMatch(/^thread 1 /);
  });

  test('zooms by keys and buttons and keeps the focus', async () => {
    await page.goto(`${api.origin}/submissions/threads`);
    await page.locator('[data-mark][tabindex="0"]').focus();
    const plot = page.getByRole('group', { name: /^Timeline of/ });
    const before = Number(await plot.getAttribute('width'));
    await page.keyboard.press('+');
    await eventually(
      'a wider plot',
      async () => Number(await plot.getAttribute('width')) === before * 2 || null,
    );
    await page.getByRole('button', { name: 'Show the whole run' }).click();
    await eventually(
      'the whole run',
      async () => Number(await plot.getAttribute('width')) === before || null,
    );
  });

  test('shows another scenario with its own output', async () => {
    await page.goto(`${api.origin}/submissions/threads`);
    await page.getByText('Thread 2 slept 2.80 s').waitFor();
    await page.getByRole('tab', { name: 'Another draw' }).click();
    await page.getByText('Thread 3 slept 2.95 s').waitFor();
  });

  test('is there as a table', async () => {
    await page.goto(`${api.origin}/submissions/gather`);
    await page.getByText('The same as a table', { exact: true }).click();
    const rows = page.getByRole('table', { name: 'Requests' }).getByRole('row');
    expect(await rows.count()).toBe(3);
    expect(await rows.nth(1).innerText()).toContain('GET httpbin.org/delay/2');
  });

  test('tells by a tap on a phone', async () => {
    const context = await browser.newContext(phone);
    const small = await context.newPage();
    await small.goto(`${api.origin}/submissions/gather`);
    await small.locator('[data-mark*=":request:"]').first().tap();
    await small.getByText('Sent by main').waitFor();
    await context.close();
  });
});

describe('the editor', { timeout: patienceMs }, () => {
  const write = async (text: string): Promise<void> => {
    await editor().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(text);
  };

  test('keeps a draft over a reload, and gives the starter back, and the draft again', async () => {
    await page.goto(`${api.origin}/exercises/async-two-requests`);
    await write('# my own line');
    await page.getByText('Draft kept in this browser').waitFor();
    await page.reload();
    await page.getByText('# my own line').waitFor();
    await page.getByRole('button', { name: 'Reset to the starter' }).click();
    await page.getByText('The starter is back.').waitFor();
    expect(await editor().innerText()).not.toContain('# my own line');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('# my own line').waitFor();
  });

  test('is written in the language that is chosen, each with a draft of its own, and handed in in it', async () => {
    let sent: unknown;
    await page.route('**/api/v1/submissions', (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      sent = route.request().postDataJSON();
      return route.fulfill({ status: 202, json: { id: 'gather', status: 'queued', links: {} } });
    });
    await page.goto(`${api.origin}/exercises/async-two-requests`);
    await write('# in Python');
    await page.getByText('JavaScript', { exact: true }).click();
    await page.waitForURL(/language=javascript/);
    await page.getByText('Both promises pending together').waitFor();
    await page.getByRole('textbox', { name: /^main\.mjs/ }).waitFor();
    await write('// in JavaScript');
    await page.getByText('Python', { exact: true }).click();
    await page.getByText('# in Python').waitFor();
    await page.goto(`${api.origin}/exercises/async-two-requests?language=javascript`);
    await page.getByText('// in JavaScript').waitFor();
    await submitButton().click();
    await page.waitForURL(/\/submissions\/gather/);
    expect(sent).toMatchObject({
      language: 'javascript',
      files: { 'main.mjs': expect.stringContaining('// in JavaScript') },
    });
  });

  test('holds several files as tabs, and takes uploads', async () => {
    await page.goto(`${api.origin}/exercises/compare-models`);
    await page.getByRole('tab', { name: 'report.md' }).click();
    await page.getByRole('textbox', { name: /^report\.md/ }).waitFor();
    await page.locator('input[type=file]').setInputFiles([
      { name: 'solution.py', mimeType: 'text/x-python', buffer: Buffer.from('print("mine")\n') },
      { name: 'picture.md', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0xff, 0x00]) },
    ]);
    await page.getByText('main.py now holds solution.py.').waitFor();
    await page.getByText('picture.md is not text in UTF-8').waitFor();
    expect(await editor().innerText()).toContain('print("mine")');
  });

  test('shows what was refused at its file, loses nothing, and forgets it when the text changes', async () => {
    await page.goto(`${api.origin}/exercises/async-two-requests`);
    await write('# my own line');
    await page.keyboard.press('Control+Enter');
    await page.getByText('save it as UTF-8 and hand it in again').waitFor();
    await page
      .getByRole('tab', { name: /main\.py/ })
      .getByLabel('has an error')
      .waitFor();
    expect(await editor().innerText()).toContain('# my own line');
    await write('# and another');
    await eventually('no more refusal', async () =>
      (await page.getByText('save it as UTF-8').count()) === 0 ? true : null,
    );
  });

  test('hands in the same again, not a second time, when the service was gone', async () => {
    const keys: (string | undefined)[] = [];
    await page.route('**/api/v1/submissions', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length === 1) return route.abort();
      return route.fulfill({ status: 202, json: { id: 'gather', status: 'queued', links: {} } });
    });
    await page.goto(`${api.origin}/exercises/async-two-requests`);
    await editor().waitFor();
    await submitButton().click();
    await page.getByText('The service does not answer').waitFor();
    await submitButton().click();
    await page.waitForURL(/\/submissions\/gather/);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
  });

  test('lets the keyboard out by Escape and Tab', async () => {
    await page.goto(`${api.origin}/exercises/async-two-requests`);
    await editor().click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Submit');
  });
});

describe('a submission under way', { timeout: patienceMs }, () => {
  test('is followed by its events until the report is there', async () => {
    await page.goto(`${api.origin}/submissions/live`);
    await page.getByText('Queued at position 3').waitFor();
    api.send('queued', { position: 1 });
    await page.getByText('Queued: next').waitFor();
    api.send('running', { scenario: 'first-slower', index: 2, total: 3 });
    await page.getByText('Running scenario 2 of 3').waitFor();
    await page.getByText('The first answer is the slow one').waitFor();
    api.send('checking', {});
    await page.getByText('Checking what was seen').waitFor();
    api.send('graded', { score: 100, maxScore: 100 });
    await page.getByTestId('score').waitFor();
  });

  test('is asked for again and again where events cannot be had', async () => {
    await page.route('**/events', (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto(`${api.origin}/submissions/live`);
    await page.getByText('Queued', { exact: true }).first().waitFor();
    api.send('graded', {});
    await page.getByTestId('score').waitFor();
  });
});

describe('the frame', { timeout: patienceMs }, () => {
  test('changes colours and remembers it', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(api.origin);
    const scheme = () => page.evaluate('document.documentElement.getAttribute("data-mantine-color-scheme")');
    expect(await scheme()).toBe('light');
    await page.getByRole('button', { name: /Change to light/ }).click();
    await page.getByRole('button', { name: /Change to dark/ }).click();
    expect(await scheme()).toBe('dark');
    await page.reload();
    expect(await scheme()).toBe('dark');
  });

  test('says that the service is gone, and tries again when asked', async () => {
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.goto(api.origin);
    await page.getByText('The service does not answer').waitFor();
    await page.unroute('**/api/v1/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Five threads that sleep').waitFor();
  });

  test('skips to the content, and moves the focus to the heading of a new page', async () => {
    await page.goto(api.origin);
    await page.getByText('Five threads that sleep').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.getByRole('link', { name: /Two APIs/ }).click();
    await editor().waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
  });
});
