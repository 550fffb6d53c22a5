import { expect, test } from 'vitest';
import { nextPath, signInPath } from './next-path.ts';

test.each([
  ['/courses/1?sort=name', '/courses/1?sort=name'],
  ['/', '/'],
  [null, '/courses'],
  ['', '/courses'],
  ['https://example.org/', '/courses'],
  ['//example.org/', '/courses'],
  ['/\\example.org/', '/courses'],
  ['javascript:alert(1)', '/courses'],
  ['/sign-in?next=%2F', '/courses'],
])('%s leads to %s', (wanted, path) => {
  expect(nextPath(wanted)).toBe(path);
});

test('a path survives the address of the sign-in page', () => {
  const address = signInPath({ pathname: '/courses/1/people', search: '?search=a&role=student' });
  const wanted = new URL(address, 'http://pages').searchParams.get('next');
  expect(nextPath(wanted)).toBe('/courses/1/people?search=a&role=student');
});
