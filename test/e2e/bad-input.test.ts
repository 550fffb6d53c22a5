import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { aBody, submit } from '../support/api.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { PretendGrader } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';

interface BadBody {
  readonly what: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
}

const json = (value: unknown) => JSON.stringify(value);
const withFiles = (files: unknown) => json({ ...aBody(), files });
const program = 'print(1)\n';
const kibibytes = (count: number) => '#'.repeat(count * 1024);

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

const badBodies: BadBody[] = [
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

const badAddresses: [address: string, status: number, code: string, field?: string][] = [
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

describe('bad input', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;
  const grader = new PretendGrader();

  beforeAll(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createDatabase();
    service = await startTestService({ databaseUrl, grader });
    url = service.url ?? '';
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  const stored = () => query<{ count: string }>(databaseUrl, 'SELECT count(*) FROM submissions');

  function expectProblem(response: request.Response, status: number, code: string, field?: string) {
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.body).toMatchObject({
      status,
      code,
      type: `urn:interleave:problem:${code}`,
      title: expect.any(String),
      detail: expect.stringMatching(/\S/),
      requestId: response.headers['x-request-id'],
    });
    if (field !== undefined)
      expect(response.body.errors[0]).toMatchObject({ field, message: expect.any(String) });
    expect(response.status).toBe(status);
  }

  it.each(badBodies)('refuses $what: $status $code', async ({ body, headers, status, code, field }) => {
    const before = await stored();
    const response = await request(url)
      .post('/api/v1/submissions')
      .set({ 'Content-Type': 'application/json', ...headers })
      // As it is: supertest would describe a buffer as JSON.
      .serialize((bytes: unknown) => bytes as string)
      .send(body as string);
    expectProblem(response, status, code, field);
    expect(await stored()).toEqual(before);
  });

  it('gives every kind of problem its own code', () => {
    const codes = new Set(badBodies.map(({ code }) => code));
    expect(codes.size).toBeGreaterThan(15);
  });

  it('names every file at fault at once', async () => {
    const response = await request(url)
      .post('/api/v1/submissions')
      .send({ ...aBody(), files: { '../a.py': program, 'b/c.py': 'x\u0000' } })
      .expect(422);
    expect(response.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'files.../a.py',
      'files.b/c.py',
      'files.b/c.py',
    ]);
  });

  it.each(badAddresses)('GET %s: %i %s', async (address, status, code, field) => {
    expectProblem(await request(url).get(address), status, code, field);
  });

  it('takes no other method', async () => {
    expectProblem(await request(url).delete('/api/v1/submissions'), 404, 'not-found');
    expectProblem(await request(url).put('/api/v1/exercises'), 404, 'not-found');
  });

  it('answers under names of this machine only', async () => {
    const rebound = await request(url).get('/api/v1/exercises').set('Host', 'evil.example');
    expectProblem(rebound, 421, 'wrong-host', 'Host');
    expectProblem(await request(url).get('/').set('Host', 'evil.example'), 421, 'wrong-host', 'Host');
    await request(url).get('/api/v1/exercises').set('Host', 'localhost:5173').expect(200);
  });

  it('takes what is just within the limits', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 10 }, (_, at) => [at === 0 ? 'main.py' : `part${at}.py`, kibibytes(25)]),
    );
    const id = await submit(url, { ...aBody(), files: { ...files, 'main.py': kibibytes(31) } });
    const { body } = await request(url).get(`/api/v1/submissions/${id}`).expect(200);
    expect(Object.keys(body.files)).toHaveLength(10);
  });

  it('keeps every character of a file', async () => {
    const text = 'print("é 漢字 🧵")\r\n\ttabs\n\u2028\ufeff\n';
    const id = await submit(url, { ...aBody(text), files: { 'été 1.py': text } });
    const { body } = await request(url).get(`/api/v1/submissions/${id}`).expect(200);
    expect(body.files).toEqual({ 'été 1.py': text });
  });
});
