import { describe, expect, it } from 'vitest';
import { nextOf, readPages } from './paged-service.js';

describe('nextOf', () => {
  it.each([
    ['<https://lms.test/a?page=2>; rel="next"', 'https://lms.test/a?page=2'],
    [
      '<https://lms.test/a>; rel="current", <https://lms.test/a?p=2,3>; rel="next"',
      'https://lms.test/a?p=2,3',
    ],
    ['<https://lms.test/b>; title="x"; rel=next', 'https://lms.test/b'],
    ['<https://lms.test/a>; rel="differences", <https://lms.test/c>; rel="last"', null],
    ['<https://lms.test/a>; rel="nextish"', null],
    ['', null],
  ])('%s', (link, expected) => {
    expect(nextOf(link)).toBe(expected);
  });
});

describe('readPages', () => {
  const answering = (pages: Record<string, { status?: number; link?: string }>) => (url: string) => {
    const { status = 200, link } = pages[url] ?? { status: 404 };
    return Promise.resolve({ status, headers: link === undefined ? {} : { link }, body: url });
  };

  it('follows the links, relative ones too', async () => {
    const read = answering({
      'https://lms.test/m?x=1': { link: '</m?x=1&page=2>; rel="next"' },
      'https://lms.test/m?x=1&page=2': {},
    });
    await expect(readPages('https://lms.test/m?x=1', read)).resolves.toEqual([
      'https://lms.test/m?x=1',
      'https://lms.test/m?x=1&page=2',
    ]);
  });

  it.each([
    [
      'a page is not had',
      { 'https://lms.test/m': { link: '<https://lms.test/n>; rel="next"' } },
      'answers 404',
    ],
    [
      'it leads to another site',
      { 'https://lms.test/m': { link: '<https://evil.test/m>; rel="next"' } },
      'another site',
    ],
    ['it leads back', { 'https://lms.test/m': { link: '<https://lms.test/m>; rel="next"' } }, 'no end'],
  ])('gives no half a list when %s', async (_what, pages, message) => {
    await expect(readPages('https://lms.test/m', answering(pages))).rejects.toThrow(message);
  });
});
