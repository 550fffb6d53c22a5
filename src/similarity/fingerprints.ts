/**
 * A program as the fingerprints that winnowing selects from its tokens (Schleimer, Wilkerson, Aiken: "Winnowing", 2003;
 * the hashing and the selection are Dolos's).
 */
import { WinnowFilter } from '@dodona/dolos-core';
import type { Tokenize, Tokens } from './python-tokens.js';

/** Tokens in a fingerprint, and fingerprints in a window: the defaults of Dolos, found by trying on programs of courses. */
export const kgramLength = 23;
const kgramsInWindow = 17;

/** A place among the lines of a file. */
export interface Lines {
  readonly file: string;
  /** From 1, both inclusive. */
  readonly from: number;
  readonly to: number;
}

export interface Fingerprinted {
  readonly id: string;
  /** In the order of the program, as are the others: which hash, and from which to which token. */
  readonly hashes: Int32Array;
  readonly starts: Int32Array;
  /** Lines count through all files. */
  readonly firstLines: Int32Array;
  readonly lastLines: Int32Array;
  readonly files: readonly FileOfProgram[];
}

interface FileOfProgram {
  readonly name: string;
  /** The line of the whole that is its first; counted from 1. */
  readonly firstLine: number;
  readonly lineCount: number;
}

export interface Program {
  readonly id: string;
  /** Text by name. */
  readonly files: Readonly<Record<string, string>>;
}

const selected = new WinnowFilter(kgramLength, kgramsInWindow);
const all = new WinnowFilter(kgramLength, 1);

/** Hashes that count for nothing, because everybody was given them. */
export function hashesOfStarter(
  tokenize: Tokenize,
  files: readonly { name: string; text: string }[],
): Set<number> {
  const texts = files.filter(({ name }) => isPython(name));
  return new Set(texts.flatMap(({ text }) => all.fingerprints(tokenize(text).kinds).map(({ hash }) => hash)));
}

/** All Python of a program, the files by name. */
export function fingerprint(
  tokenize: Tokenize,
  { id, files }: Program,
  ignored: ReadonlySet<number>,
): Fingerprinted {
  const { tokens, places } = joined(tokenize, files);
  const found = selected.fingerprints(tokens.kinds).filter(({ hash }) => !ignored.has(hash));
  const lineOf = (at: number) => tokens.lines[at] ?? 1;
  return {
    id,
    hashes: Int32Array.from(found, ({ hash }) => hash),
    starts: Int32Array.from(found, ({ start }) => start),
    firstLines: Int32Array.from(found, ({ start }) => lineOf(start)),
    lastLines: Int32Array.from(found, ({ stop }) => lineOf(stop)),
    files: places,
  };
}

/** Lines of the whole as lines of the file in which they begin. */
export function linesOf({ files }: Fingerprinted, first: number, last: number): Lines {
  const file = files.findLast(({ firstLine }) => firstLine <= first);
  if (!file) throw new Error('A program without files has no fingerprints');
  const from = first - file.firstLine + 1;
  return { file: file.name, from, to: Math.max(from, Math.min(last - file.firstLine + 1, file.lineCount)) };
}

function joined(tokenize: Tokenize, files: Program['files']): { tokens: Tokens; places: FileOfProgram[] } {
  const kinds: string[] = [];
  const lines: number[] = [];
  const places: FileOfProgram[] = [];
  let firstLine = 1;
  const names = Object.keys(files).filter(isPython).sort();
  for (const name of names) {
    const text = files[name] ?? '';
    const lineCount = text.split('\n').length;
    const own = tokenize(text);
    for (const kind of own.kinds) kinds.push(kind);
    for (const line of own.lines) lines.push(line + firstLine - 1);
    places.push({ name, firstLine, lineCount });
    firstLine += lineCount;
  }
  return { tokens: { kinds, lines }, places };
}

const isPython = (name: string): boolean => name.endsWith('.py');
