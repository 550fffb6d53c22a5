/** The pages where a course writes its exercises, on a laptop by day and on a phone by night. */
import { expect, test } from 'vitest';
import { authoredSlug } from './fixtures/authoring.js';
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
import { laptop, overflowPx, phone, seriousFaults } from './open-browser.js';

const exercises = `/courses/${courseId}/exercises`;
const pages: PageToSee[] = [
  { name: 'authoring-list', path: exercises, shows: 'Not published yet', as: 'instructor' },
  {
    name: 'authoring-desk',
    path: `${exercises}/${authoredSlug}`,
    shows: 'checks[1].points',
    as: 'instructor',
  },
];

const started = startLooking();
lookAt(started, laptopLight, pages);
lookAt(started, phoneDark, pages);

const shown: Readonly<Record<string, string>> = {
  Statement: 'Three shops sell the same book',
  Solutions: '1 of 4 not as expected',
  Versions: 'Version 2',
};

test.each([
  ['laptop-dark', { ...laptop, colorScheme: 'dark' as const }, ['Statement', 'Solutions', 'Versions']],
  ['phone-light', { ...phone, colorScheme: 'light' as const }, ['Solutions']],
])(
  'each part of the desk, and the dialog of a new exercise: %s',
  async (way, options, tabs) => {
    const { origin } = started.api();
    const context = await started.browser().newContext(options);
    await signInAs(context, 'instructor', origin);
    const page = await context.newPage();
    await page.goto(`${origin}${exercises}/${authoredSlug}`);
    await page.locator('.cm-lint-marker-error').waitFor();
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      await page
        .getByText(shown[tab] ?? '')
        .first()
        .waitFor();
      expect(await overflowPx(page)).toBe(0);
      expect(await seriousFaults(page)).toEqual([]);
      await page.screenshot({
        path: `${pictures}/authoring-${tab.toLowerCase()}-${way}.png`,
        fullPage: true,
      });
    }
    await page.goto(origin + exercises);
    await page.getByRole('button', { name: 'New exercise' }).click();
    await page.getByLabel('Title').fill('The best of three prices');
    expect(await page.getByLabel('Name').inputValue()).toBe('the-best-of-three-prices');
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: `${pictures}/authoring-new-${way}.png` });
    await context.close();
  },
  patienceMs,
);
