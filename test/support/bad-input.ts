/** Requests that must be refused, as data: each with the problem that it gets. */
import { gzipSync } from 'node:zlib';
import { aBody } from './api.js';

export interface BadBody {
  readonly what: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
}

const json = (value: unknown) => JSON.stringify(value);
const withFiles = (files: unknown) => json({ ...aBody(), files });
export const program = 'print(1)\n';
export const kibibytes = (count: number) => '#'.repeat(count * 1024);

const badNames: [what: string, name: string][] = [
  ['a folder', 'lib/main.py'],
  ['the folder above', '../main.py'],
  ['a backslash', 'lib\\main.py'],
  ['a dot', '.'],
  ['two dots', '..'],
  ['nothing', ''],
  ['101 characters', `${'a'.repeat(98)}.py`],
  ['a control character', 'ma\u0007in.py'],
  ['a line break', 'main\n.py'],
  ['NUL', 'main\u0000.py'],
  ['a hidden file', '.bashrc'],
  ['an option', '--help'],
  ['a name of JavaScript', '__proto__'],
  ['half a character', 'main\ud800.py'],
];

export const badBodies: BadBody[] = [
  { what: 'nothing', body: '', status: 400, code: 'malformed-json' },
  { what: 'half of it', body: '{"exercise": "two-', status: 400, code: 'malformed-json' },
  { what: 'a comma too much', body: '{"exercise": "x",}', status: 400, code: 'malformed-json' },
  {
    what: 'bytes that are not UTF-8',
    body: Buffer.from('{"a": "\xe9"}', 'latin1'),
    status: 400,
    code: 'not-utf-8',
  },
  {
    what: 'a character cut in two',
    body: Buffer.from('{"a": "é"}').subarray(0, 8),
    status: 400,
    code: 'not-utf-8',
  },
  {
    what: 'a file twice',
    body: '{"exercise": "two-sleeps", "language": "python", "files": {"main.py": "1", "main.py": "2"}}',
    status: 422,
    code: 'duplicate-key',
    field: 'files.main.py',
  },
  { what: 'a list', body: '[]', status: 422, code: 'bad-field', field: 'body' },
  { what: 'null', body: 'null', status: 422, code: 'bad-field', field: 'body' },
  {
    what: 'an unknown field',
    body: json({ ...aBody(), student: 'Ada' }),
    status: 422,
    code: 'unknown-field',
    field: 'student',
  },
  {
    what: 'no exercise',
    body: json({ ...aBody(), exercise: undefined }),
    status: 422,
    code: 'missing-field',
    field: 'exercise',
  },
  {
    what: 'no language',
    body: json({ ...aBody(), language: undefined }),
    status: 422,
    code: 'missing-field',
    field: 'language',
  },
  {
    what: 'no field for files',
    body: withFiles(undefined),
    status: 422,
    code: 'missing-field',
    field: 'files',
  },
  {
    what: 'a number for a slug',
    body: json({ ...aBody(), exercise: 7 }),
    status: 422,
    code: 'bad-field',
    field: 'exercise',
  },
  {
    what: 'an unknown exercise',
    body: json({ ...aBody(), exercise: 'no-such' }),
    status: 422,
    code: 'unknown-exercise',
    field: 'exercise',
  },
  {
    what: 'a name of every object',
    body: json({ ...aBody(), exercise: 'constructor' }),
    status: 422,
    code: 'unknown-exercise',
    field: 'exercise',
  },
  {
    what: 'an unknown language',
    body: json({ ...aBody(), language: 'cobol' }),
    status: 422,
    code: 'unknown-language',
    field: 'language',
  },
  { what: 'a list of files', body: withFiles(['main.py']), status: 422, code: 'bad-field', field: 'files' },
  {
    what: 'a file that is no text',
    body: withFiles({ 'main.py': { text: program } }),
    status: 422,
    code: 'bad-field',
    field: 'files.main.py',
  },
  { what: 'no files', body: withFiles({}), status: 422, code: 'no-files', field: 'files' },
  {
    what: 'eleven files',
    body: withFiles(Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`part${at}.py`, program]))),
    status: 422,
    code: 'too-many-files',
    field: 'files',
  },
  {
    what: 'more than 256 KiB',
    body: withFiles({ 'main.py': kibibytes(200), 'data.txt': kibibytes(57) }),
    status: 413,
    code: 'too-large',
    field: 'files',
  },
  {
    what: 'more than 2 MiB',
    body: withFiles({ 'main.py': kibibytes(2049) }),
    status: 413,
    code: 'body-too-large',
  },
  {
    what: 'more than 2 MiB once it is unpacked',
    body: gzipSync(withFiles({ 'main.py': kibibytes(4096) })),
    headers: { 'Content-Encoding': 'gzip' },
    status: 413,
    code: 'body-too-large',
  },
  {
    what: 'gzip that is none',
    body: json(aBody()),
    headers: { 'Content-Encoding': 'gzip' },
    status: 400,
    code: 'unreadable-body',
  },
  {
    what: 'an unknown encoding',
    body: json(aBody()),
    headers: { 'Content-Encoding': 'rot13' },
    status: 415,
    code: 'unsupported-media-type',
    field: 'Content-Encoding',
  },
  {
    what: 'plain text',
    body: json(aBody()),
    headers: { 'Content-Type': 'text/plain' },
    status: 415,
    code: 'unsupported-media-type',
    field: 'Content-Type',
  },
  {
    what: 'a form',
    body: 'exercise=two-sleeps',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'unsupported-media-type',
    field: 'Content-Type',
  },
  {
    what: 'JSON in Latin-1',
    body: json(aBody()),
    headers: { 'Content-Type': 'application/json; charset=iso-8859-1' },
    status: 415,
    code: 'unsupported-media-type',
    field: 'Content-Type',
  },
  {
    what: 'NUL in a file',
    body: withFiles({ 'main.py': 'print("\u0000")' }),
    status: 422,
    code: 'not-text',
    field: 'files.main.py',
  },
  {
    what: 'half a surrogate pair',
    body: withFiles({ 'main.py': 'print("\ud800")' }),
    status: 422,
    code: 'not-text',
    field: 'files.main.py',
  },
  {
    what: 'no program',
    body: withFiles({ 'notes.md': 'nothing' }),
    status: 422,
    code: 'no-program',
    field: 'files',
  },
  {
    what: 'two programs, none called main.py',
    body: withFiles({ 'a.py': program, 'b.py': program }),
    status: 422,
    code: 'ambiguous-program',
    field: 'files',
  },
  {
    what: 'an empty key',
    body: json(aBody()),
    headers: { 'Idempotency-Key': ' ' },
    status: 400,
    code: 'bad-idempotency-key',
    field: 'Idempotency-Key',
  },
  {
    what: 'a key of 201 characters',
    body: json(aBody()),
    headers: { 'Idempotency-Key': 'k'.repeat(201) },
    status: 400,
    code: 'bad-idempotency-key',
    field: 'Idempotency-Key',
  },
  ...badNames.map(([what, name]) => ({
    what: `a file named ${what}`,
    body: withFiles({ [name]: program }),
    status: 422,
    code: 'bad-name',
    field: `files.${name.slice(0, 100)}`,
  })),
];

export const badAddresses: [address: string, status: number, code: string, field?: string][] = [
  ['/api/v1/submissions?cursor=nonsense', 400, 'bad-cursor', 'cursor'],
  ['/api/v1/submissions?cursor=', 400, 'bad-cursor', 'cursor'],
  ['/api/v1/submissions?limit=0', 400, 'bad-query', 'limit'],
  ['/api/v1/submissions?limit=101', 400, 'bad-query', 'limit'],
  ['/api/v1/submissions?limit=many', 400, 'bad-query', 'limit'],
  ['/api/v1/submissions?sort=score', 400, 'bad-query', 'sort'],
  ['/api/v1/submissions?exercise=a&exercise=b', 400, 'bad-query', 'exercise'],
  ['/api/v1/submissions/abc', 404, 'not-found'],
  ['/api/v1/submissions/00000000-0000-4000-8000-000000000000', 404, 'not-found'],
  ['/api/v1/submissions/00000000-0000-4000-8000-000000000000/timeline', 404, 'not-found'],
  ['/api/v1/submissions/00000000-0000-4000-8000-000000000000/events', 404, 'not-found'],
  ['/api/v1/submissions/abc/events', 404, 'not-found'],
  ['/api/v1/submissions/%00', 404, 'not-found'],
  ['/api/v1/submissions/%E0%A4', 400, 'bad-request'],
  ['/api/v1/exercises/no-such', 404, 'not-found'],
  ['/api/v1/exercises/__proto__', 404, 'not-found'],
  ['/api/v1/nothing', 404, 'not-found'],
  ['/api/nothing', 404, 'not-found'],
];
