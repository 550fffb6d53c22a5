/** The folder of an exercise as a zip. Nothing of an archive is ever written to a disk here. */
import { buffer } from 'node:stream/consumers';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ZipFile as NewZipFile } from 'yazl';
import { type ExerciseFiles, exerciseFileLimits, pathProblem, textOf } from '../exercises/exercise-files.js';
import { ProblemError } from '../platform/problem.js';

/** Dates in an archive would make two of the same files differ. */
const fixedDate = new Date('2026-01-01T00:00:00Z');

/** All files below a folder that is called as the exercise is: what `exercises/<slug>/` looks like. */
export async function writeArchive(slug: string, files: ExerciseFiles): Promise<Buffer> {
  const zip = new NewZipFile();
  for (const [path, text] of files) {
    zip.addBuffer(Buffer.from(text), `${slug}/${path}`, { mtime: fixedDate, mode: 0o100644 });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** With the folder that all files lie in taken off. Throws `bad-archive` with the entry at fault. */
export async function readArchive(bytes: Buffer): Promise<ExerciseFiles> {
  const zip = await opened(bytes);
  const files = new Map<string, string>();
  const state = { bytes: 0 };
  try {
    for await (const entry of zip.eachEntry()) {
      if (!isWanted(entry.fileName)) continue;
      assertPlain(entry, files);
      files.set(entry.fileName, await textOfEntry(zip, entry, state));
      if (files.size > exerciseFileLimits.files) {
        throw bad(`An exercise may have ${exerciseFileLimits.files} files.`);
      }
    }
  } catch (error) {
    throw error instanceof ProblemError
      ? error
      : bad(`The archive cannot be read: ${(error as Error).message}`);
  }
  return withoutOuterFolder(files);
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
  } catch (error) {
    throw bad(`This is no zip: ${(error as Error).message}`);
  }
}

/** Folders have no content; the others are what systems leave behind. */
function isWanted(path: string): boolean {
  const names = path.split('/');
  return (
    !path.endsWith('/') && !names.some((name) => ['__MACOSX', '__pycache__', '.DS_Store'].includes(name))
  );
}

/** The kind of file in the upper half of the attributes, where the archive was made on Unix (APPNOTE 4.4.15). */
const kindOfFile = (entry: Entry) => (entry.externalFileAttributes >>> 16) & 0o170000;
const plainFile = 0o100000;

function assertPlain(entry: Entry, files: ExerciseFiles): void {
  const { fileName } = entry;
  if (files.has(fileName)) throw bad('This name occurs twice.', fileName);
  if (![0, plainFile].includes(kindOfFile(entry))) throw bad('This is no plain file.', fileName);
  if (entry.isEncrypted()) throw bad('This file is encrypted.', fileName);
}

/** What an entry says of its size is held against what comes: yauzl ends the stream where the two part. */
async function textOfEntry(zip: ZipFile, entry: Entry, state: { bytes: number }): Promise<string> {
  const { fileName, uncompressedSize } = entry;
  state.bytes += uncompressedSize;
  if (uncompressedSize > exerciseFileLimits.bytesOfFile) throw bad('This file is too large.', fileName);
  if (state.bytes > exerciseFileLimits.bytes) throw bad('All files together are too large.', fileName);
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  try {
    return textOf(bytes);
  } catch {
    throw bad('This file is not UTF-8.', fileName);
  }
}

/** Archives are made of a folder or of what lies in it; both are taken. */
function withoutOuterFolder(files: ExerciseFiles): ExerciseFiles {
  const outer = new Set([...files.keys()].map((path) => path.split('/', 1)[0]));
  const isInFolder = outer.size === 1 && ![...files.keys()].some((path) => !path.includes('/'));
  const inside = [...files].map(
    ([path, text]) => [isInFolder ? path.slice(path.indexOf('/') + 1) : path, text] as const,
  );
  for (const [path] of inside) {
    const problem = pathProblem(path);
    if (problem !== null) throw bad(problem, path);
  }
  return new Map(inside);
}

function bad(message: string, entry?: string): ProblemError {
  if (entry === undefined) return new ProblemError('bad-archive', message);
  return ProblemError.ofField('bad-archive', entry.slice(0, 200).toWellFormed(), message);
}
