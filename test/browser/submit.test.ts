import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { laptop, openBrowser, seriousFaults } from './open-browser.js';
import { type RunningService, startRunningService } from './running-service.js';

const solution = join(packageRoot, 'exercises/async-two-requests/solutions/right-aiohttp-gather.py');

/** On a machine that does other things too, axe alone takes its time. */
const patienceMs = 180_000;

let service: RunningService;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startRunningService(), openBrowser()]);
}, patienceMs);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
}, patienceMs);

/** What the live progress said, one after the other; kept by the page itself, because it is over in a second. */
const keepProgress = `
  globalThis.progressSeen = [];
  new MutationObserver(() => {
    const words = document.querySelector('[data-testid="progress"]')?.textContent;
    if (words && progressSeen.at(-1) !== words) progressSeen.push(words);
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

test(
  'someone hands in the reference solution and sees its score and why',
  async () => {
    const page = await (await browser.newContext(laptop)).newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.addInitScript(keepProgress);

    await page.goto(service.url);
    await page.getByRole('heading', { name: 'Exercises' }).waitFor();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBeGreaterThanOrEqual(4);
    expect(await seriousFaults(page)).toEqual([]);

    await page.getByRole('link', { name: /Two APIs/ }).click();
    await page.getByRole('textbox', { name: /main\.py/ }).waitFor();
    expect(await page.title()).toContain('Two APIs');
    expect(await seriousFaults(page)).toEqual([]);

    await page.locator('input[type=file]').setInputFiles(solution);
    await page.getByText('main.py now holds right-aiohttp-gather.py').waitFor();
    await page.keyboard.press('Control+Enter');

    await page.waitForURL(/\/submissions\//);
    await page.getByTestId('score').waitFor();
    expect(await page.getByTestId('score').innerText()).toMatch(/^100\b/);
    expect(await page.evaluate('progressSeen')).toContainEqual(
      expect.stringMatching(/^Running scenario \d of 3$/),
    );

    await expectTwoRequestsTogether(page);
    await page.getByRole('tab', { name: /first takes 3 s/ }).click();
    await expectTwoRequestsTogether(page);
    expect(await page.locator('[data-check]').count()).toBe(5);
    expect(await page.locator('[data-check]:not([data-status="passed"])').count()).toBe(0);
    expect(await seriousFaults(page)).toEqual([]);

    await page.getByRole('link', { name: 'Back to the editor' }).click();
    await page.getByRole('link', { name: /100 of 100/ }).waitFor();
    expect(faults).toEqual([]);
  },
  patienceMs,
);

/** Two bars, one above the other, that share most of their width. */
async function expectTwoRequestsTogether(page: Page): Promise<void> {
  await page.getByText(/Both requests were in flight together/).waitFor();
  const bars = page.locator('[data-mark*=":request:"] > rect');
  expect(await bars.count()).toBe(2);
  const [first, second] = await Promise.all([bars.nth(0).boundingBox(), bars.nth(1).boundingBox()]);
  if (!first || !second) throw new Error('The bars are not on the page');
  expect(second.y).toBeGreaterThanOrEqual(first.y + first.height);
  expect(Math.abs(second.x - first.x)).toBeLessThan(20);
}
