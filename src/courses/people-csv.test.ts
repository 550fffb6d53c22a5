import { describe, expect, it } from 'vitest';
import { csvMaxLines, readPeopleCsv } from './people-csv.js';

const ada = { name: 'Ada Lovelace', email: 'ada@example.org', externalId: 'a1', errors: [] };
const errorsOf = (text: string) =>
  readPeopleCsv(text).flatMap(({ line, errors }) => errors.map(({ column }) => [line, column]));

describe('a list of people', () => {
  it.each([
    ['as it should be', 'name,email,external_id\nAda Lovelace,ada@example.org,a1\n'],
    ['in another order, with another case', 'External ID,E-Mail,Name\na1,ADA@example.org,Ada Lovelace'],
    ['with semicolons', 'name;email;external_id\nAda Lovelace;ada@example.org;a1\n'],
    ['with tabs', 'name\temail\texternal_id\nAda Lovelace\tada@example.org\ta1\n'],
    [
      'from Windows, with a byte order mark',
      '\uFEFFname,email,external_id\r\nAda Lovelace,ada@example.org,a1\r\n',
    ],
    ['with quotes', '"name","email","external_id"\n"Ada Lovelace","ada@example.org","a1"\n'],
    [
      'with two columns for the name',
      'First name,Last name,Email address,ID number\nAda,Lovelace,ada@example.org,a1',
    ],
    ['with columns that nobody asked for', 'group,name,email,external_id\n7,Ada Lovelace,ada@example.org,a1'],
    [
      'with spaces and empty lines',
      '\n name , email , external_id \n\n Ada Lovelace , ada@example.org , a1 \n\n',
    ],
  ])('%s', (_, text) => {
    expect(readPeopleCsv(text)).toEqual([{ ...ada, line: expect.any(Number) }]);
  });

  it('keeps delimiters and quotes inside of quotes', () => {
    const [person] = readPeopleCsv('name,email\n"Lovelace, ""Ada""",ada@example.org\n');
    expect(person).toMatchObject({ line: 2, name: 'Lovelace, "Ada"', externalId: null, errors: [] });
  });

  it.each<[string, string, [number, string | null][]]>([
    ['nothing', '', [[1, null]]],
    [
      'no header',
      'Ada,ada@example.org\n',
      [
        [1, 'name'],
        [1, 'email'],
      ],
    ],
    ['no column for the address', 'name,external_id\nAda,1\n', [[1, 'email']]],
    ['half a name', 'first name,email\nAda,ada@example.org\n', [[1, 'name']]],
    ['two columns for the address', 'name,email,mail\nAda,a@example.org,b@example.org\n', [[1, 'email']]],
    ['a quote that never ends', 'name,email\n"Ada,ada@example.org\n', [[2, null]]],
    ['an address that is none', 'name,email\nAda,ada@\nBob,bob@example.org\n', [[2, 'email']]],
    ['an empty name', 'name,email\n,ada@example.org\n', [[2, 'name']]],
    ['an empty address', 'name,email\nAda,\n', [[2, 'email']]],
    ['a field too many', 'name,email\nAda,ada@example.org,1\n', [[2, null]]],
    ['a field too few', 'name,email,id\nAda,ada@example.org\n', [[2, null]]],
    [
      'an address twice',
      'name,email\nAda,a@example.org\nBob,b@example.org\nAda,A@example.org\n',
      [[4, 'email']],
    ],
    [
      'an external id twice',
      'name,email,id\nAda,a@example.org,1\nBob,b@example.org,1\n',
      [[3, 'external_id']],
    ],
    ['NUL', 'name,email\nA\0da,ada@example.org\n', [[2, 'name']]],
    ['a name of 201 characters', `name,email\n${'a'.repeat(201)},ada@example.org\n`, [[2, 'name']]],
    [
      'everything at once',
      'name,email,id\n,nobody,\n',
      [
        [2, 'name'],
        [2, 'email'],
      ],
    ],
  ])('names line and column of %s', (_, text, expected) => {
    expect(errorsOf(text)).toEqual(expected);
  });

  it('has an end', () => {
    const lines = Array.from({ length: csvMaxLines + 1 }, (_, at) => `P,p${at}@example.org`);
    expect(errorsOf(`name,email\n${lines.join('\n')}`)).toEqual([[1, null]]);
  });
});
