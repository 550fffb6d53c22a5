/** Looks at pages as people would: nothing overflows, jumps, fails, or shuts someone out. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import type { MockRole } from './mock-answers.js';
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

export const patienceMs = 120_000;
/** For people to look at after a change. */
export const pictures = join(packageRoot, 'build/pictures');

export interface PageToSee {
  /** Of its picture. */
  name: string;
  path: string;
  /** A text that is there once the page is whole. */
  shows: string;
  /** Who is signed in; nobody if left out. */
  as?: MockRole;
}

interface Way {
  way: string;
  options: BrowserContextOptions;
}

/** By day on a laptop, by night on a phone: between them they show both schemes and both widths. */
export const laptopLight: Way = { way: 'laptop-light', options: { ...laptop, colorScheme: 'light' } };
export const phoneDark: Way = { way: 'phone-dark', options: { ...phone, colorScheme: 'dark' } };

/** A mock API and a browser for all tests of a file. */
export function startLooking(): { api: () => MockApi; browser: () => Browser } {
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
  return { api: () => api, browser: () => browser };
}

export function lookAt(
  started: ReturnType<typeof startLooking>,
  { way, options }: Way,
  pages: readonly PageToSee[],
): void {
  describe(way, () => {
    test.each(pages)(
      '$name',
      async ({ name, path, shows, as }) => {
        const { origin } = started.api();
        const context = await started.browser().newContext(options);
        await context.addInitScript(keepLayoutShift);
        if (as) await signInAs(context, as, origin);
        const page = await context.newPage();
        const errors: string[] = [];
        page.on('pageerror', (error) => errors.push(error.message));
        await page.goto(origin + path);
        await page.getByText(shows).first().waitFor();
        await page.waitForLoadState('networkidle').catch(() => {});
        expect(await page.title()).toMatch(/ · Interleave$/);
        expect(await overflowPx(page)).toBe(0);
        expect(await layoutShift(page)).toBeLessThan(0.05);
        expect(await seriousFaults(page)).toEqual([]);
        expect(errors).toEqual([]);
        await page.screenshot({ path: join(pictures, `${name}-${way}.png`), fullPage: true });
        await context.close();
      },
      patienceMs,
    );
  });
}

export const signInAs = (context: BrowserContext, as: MockRole, origin: string): Promise<void> =>
  context.addCookies([{ name: 'mock-as', value: as, url: origin }]);
