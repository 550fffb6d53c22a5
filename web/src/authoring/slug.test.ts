import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test.each([
  ['The best of three prices', 'the-best-of-three-prices'],
  ['Über Fäden & Prozesse', 'uber-faden-prozesse'],
  ['3 shops', 'shops'],
  ['  ', ''],
  [`${'word '.repeat(20)}`, 'word-'.repeat(12).slice(0, 59)],
])('%s: %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});
