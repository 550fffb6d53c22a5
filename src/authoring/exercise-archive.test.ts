import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { ProblemError } from '../platform/problem.js';
import { readArchive, writeArchive } from './exercise-archive.js';
import { templateFiles } from './template.js';

interface Entry {
  readonly path: string;
  readonly bytes?: Buffer;
  readonly mode?: number;
}

async function zipOf(...entries: Entry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, bytes = Buffer.from('text'), mode = 0o100644 } of entries)
    zip.addBuffer(bytes, path, { mode });
  zip.end();
  return buffer(zip.outputStream);
}

/** Every occurrence, in the local headers and in the directory; both must have the same length. */
function patched(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

/** The directory's word for how large the first file becomes (APPNOTE 4.3.12: 24 bytes into its record). */
function withDeclaredSize(bytes: Buffer, size: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt32LE(size, changed.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24);
  return changed;
}

const problemOf = async (bytes: Buffer): Promise<string> => {
  try {
    return JSON.stringify([...(await readArchive(bytes)).keys()]);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'bad-archive') throw error;
    return [error.errors[0]?.field, error.message].filter(Boolean).join(': ');
  }
};

describe('an archive', () => {
  it('is read as it was written, below one folder', async () => {
    const files = new Map([...templateFiles('two-waits', 'Two waits')].sort());
    const bytes = await writeArchive('two-waits', files);
    expect(await readArchive(bytes)).toEqual(files);
    expect(bytes.toString('latin1')).toContain('two-waits/solutions/right-threads.py');
    expect(await writeArchive('two-waits', files)).toEqual(bytes);
  });

  it('may hold the files themselves, and what systems leave behind', async () => {
    const bytes = await zipOf(
      { path: 'exercise.yaml' },
      { path: 'solutions/a.py' },
      { path: '__MACOSX/._exercise.yaml' },
      { path: 'solutions/__pycache__/a.pyc', bytes: Buffer.from([0xff]) },
      { path: '.DS_Store' },
    );
    expect([...(await readArchive(bytes)).keys()]).toEqual(['exercise.yaml', 'solutions/a.py']);
  });

  const zeros = Buffer.alloc(200 * 1024);
  it.each<[string, () => Promise<Buffer>, RegExp]>([
    ['no zip', async () => Buffer.from('PK no zip'), /^This is no zip: /],
    [
      'half a zip',
      async () => (await zipOf({ path: 'a.py' })).subarray(20),
      /^(This is no zip|The archive cannot)/,
    ],
    ['an empty file', async () => Buffer.alloc(0), /^This is no zip: /],
    [
      'a way out',
      async () => patched(await zipOf({ path: 'aa/b.py' }), 'aa/b.py', '../b.py'),
      /invalid relative path/,
    ],
    ['a root', async () => patched(await zipOf({ path: 'aa/b.py' }), 'aa/b.py', '/aab.py'), /absolute path/],
    [
      'a drive',
      async () => patched(await zipOf({ path: 'aaab.py' }), 'aaab.py', 'C:ab.py'),
      /expected a path|absolute/,
    ],
    [
      'backslashes',
      async () => patched(await zipOf({ path: 'aa/b.py' }), 'aa/b.py', '..\\b.py'),
      /invalid characters/,
    ],
    [
      'a link',
      () => zipOf({ path: 'a.py', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }),
      /^a\.py: .*no plain file/,
    ],
    ['a device', () => zipOf({ path: 'a.py', mode: 0o020666 }), /^a\.py: .*no plain file/],
    [
      'a name twice',
      async () => patched(await zipOf({ path: 'a1.py' }, { path: 'a2.py' }), 'a2.py', 'a1.py'),
      /^a1\.py: .*twice/,
    ],
    [
      'a file that is too large',
      () => zipOf({ path: 'a.py', bytes: Buffer.alloc(300 * 1024) }),
      /^a\.py: .*too large/,
    ],
    [
      'a bomb',
      () => zipOf(...'abcdefgh'.split('').map((each) => ({ path: `${each}.py`, bytes: zeros }))),
      /too large/,
    ],
    [
      'a bomb that lies',
      async () => withDeclaredSize(await zipOf({ path: 'a.py', bytes: zeros }), 10),
      /^The archive cannot be read: .*bytes/,
    ],
    [
      'too many files',
      () => zipOf(...Array.from({ length: 401 }, (_, at) => ({ path: `f${at}.py` }))),
      /400 files/,
    ],
    [
      'bytes that are no text',
      () => zipOf({ path: 'a.py', bytes: Buffer.from([0xc3, 0x28]) }),
      /^a\.py: .*UTF-8/,
    ],
    ['a hidden file', () => zipOf({ path: 'exercise.yaml' }, { path: '.git' }), /^\.git: expected a path/],
    ['a name of code', () => zipOf({ path: 'exercise.yaml' }, { path: 'a b;c.py' }), /expected a path/],
  ])('is refused for %s', async (_, bytes, problem) => {
    expect(await problemOf(await bytes())).toMatch(problem);
  });
});
