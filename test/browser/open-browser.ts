import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

/** Debian's Chromium, or the one that CHROMIUM names. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  assertInstalled();
  return chromium.launch({ executablePath, args });
}

/**
 * A browser, with its profile in an empty folder, that gives pages of the origin `of` no cookie at all where they are in a page
 * of the origin `inPagesOf`, and in pages of other sites none but partitioned ones.
 */
export function openBrowserWithoutCookies(
  folder: string,
  { of, inPagesOf }: { of: string; inPagesOf: string },
): Promise<BrowserContext> {
  assertInstalled();
  const [blockThirdParty, block] = [1, 2];
  const cookies = { [`${of},${inPagesOf}`]: { setting: block } };
  mkdirSync(join(folder, 'Default'));
  writeFileSync(
    join(folder, 'Default/Preferences'),
    JSON.stringify({
      profile: { cookie_controls_mode: blockThirdParty, content_settings: { exceptions: { cookies } } },
    }),
  );
  // With a process for each site Playwright loses sight of frames that go on at once.
  const oneProcess = '--disable-site-isolation-trials';
  return chromium.launchPersistentContext(folder, { executablePath, args: [...args, oneProcess] });
}

function assertInstalled(): void {
  if (!existsSync(executablePath))
    throw new Error(`There is no Chromium at ${executablePath}; make setup-for-tests installs it`);
}

export const laptop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** What axe finds that keeps someone from using the page, one line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')})`,
    );
}

/** How far the page is wider than the screen, in pixels. */
export const overflowPx = (page: Page): Promise<number> =>
  page.evaluate('Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)');

/** To be given to a page before it loads; `layoutShift` reads it. */
export const keepLayoutShift = `
  globalThis.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) layoutShift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** How much of what was already on the screen has moved; browsers call up to 0.1 good. */
export const layoutShift = (page: Page): Promise<number> => page.evaluate('layoutShift');
