import { expect, test } from 'vitest';
import { linksCsv } from './links-csv.ts';

test('a line for each person, and no formula', () => {
  const links = [
    { email: 'ada@example.org', url: 'https://interleave.example.org/join/inv_1' },
    { email: '=cmd@example.org', url: 'https://interleave.example.org/join/inv_2' },
    { email: '"a,b"@example.org', url: 'u' },
  ];
  expect(linksCsv(links).split('\r\n')).toEqual([
    'email,link',
    'ada@example.org,https://interleave.example.org/join/inv_1',
    "'=cmd@example.org,https://interleave.example.org/join/inv_2",
    '"""a,b""@example.org",u',
    '',
  ]);
});
