/** What two programs have in common, as lines of the one and of the other. The search is Dolos's. */
import {
  File,
  type FileEntry,
  Pair,
  Range,
  Region,
  SharedFingerprint,
  TokenizedFile,
} from '@dodona/dolos-core';
import { type Fingerprinted, kgramLength, type Lines, linesOf } from './fingerprints.js';

export interface Fragment {
  readonly left: Lines;
  readonly right: Lines;
}

export interface Correspondence {
  readonly fragments: readonly Fragment[];
  /** Length of the longest fragment, in tokens. */
  readonly longest: number;
}

/** Places that are looked at together. A program of one statement, thousands of times, has more with its like. */
const maxOccurrences = 200_000;

export function correspondence(left: Fingerprinted, right: Fingerprinted): Correspondence {
  const shared = sharedHashes(left, right);
  const together = [...shared.values()].reduce(
    (sum, { lefts, rights }) => sum + lefts.length * rights.length,
    0,
  );
  if (together > maxOccurrences) return roughly(left, right, shared);
  const found = new Pair(...entriesOf(left, right, shared)).buildFragments();
  const apart = withoutOverlap(
    found.map(({ leftkgrams, rightkgrams }) => ({ left: leftkgrams, right: rightkgrams })),
  );
  return {
    fragments: apart.map((ranges) => ({
      left: linesOfRange(left, ranges.left),
      right: linesOfRange(right, ranges.right),
    })),
    longest: Math.max(0, ...apart.map((ranges) => tokensIn(left, ranges.left))),
  };
}

interface Occurrences {
  /** Places among the fingerprints of each. */
  readonly lefts: number[];
  readonly rights: number[];
}

function sharedHashes(left: Fingerprinted, right: Fingerprinted): Map<number, Occurrences> {
  const byHash = new Map<number, Occurrences>();
  left.hashes.forEach((hash, at) => {
    const occurrences = byHash.get(hash) ?? { lefts: [], rights: [] };
    occurrences.lefts.push(at);
    byHash.set(hash, occurrences);
  });
  right.hashes.forEach((hash, at) => {
    byHash.get(hash)?.rights.push(at);
  });
  return new Map([...byHash].filter(([, { rights }]) => rights.length > 0));
}

/** Dolos's index of just these two. */
function entriesOf(
  left: Fingerprinted,
  right: Fingerprinted,
  shared: ReadonlyMap<number, Occurrences>,
): [FileEntry, FileEntry] {
  const [leftEntry, rightEntry] = [entryOf(left), entryOf(right)];
  for (const [hash, { lefts, rights }] of shared) {
    const fingerprint = new SharedFingerprint(hash, null);
    for (const at of lefts) fingerprint.add({ file: leftEntry.file, side: sideOf(left, at) });
    for (const at of rights) fingerprint.add({ file: rightEntry.file, side: sideOf(right, at) });
    leftEntry.shared.add(fingerprint);
    rightEntry.shared.add(fingerprint);
  }
  return [leftEntry, rightEntry];
}

function entryOf({ id, hashes, starts }: Fingerprinted): FileEntry {
  return {
    file: new TokenizedFile(new File(id, ''), [], []),
    kgrams: Array.from(hashes, (_hash, at) => new Range(starts[at] ?? 0, (starts[at] ?? 0) + kgramLength)),
    shared: new Set(),
    ignored: new Set(),
    isIgnored: false,
  };
}

function sideOf({ starts, firstLines, lastLines }: Fingerprinted, at: number) {
  const [start, first, last] = [starts[at] ?? 0, firstLines[at] ?? 1, lastLines[at] ?? 1];
  const location = new Region(first, 0, Math.max(first, last), 0);
  return { index: at, start, stop: start + kgramLength - 1, data: null, location };
}

interface Ranges {
  readonly left: Range;
  readonly right: Range;
}

/** The longest first; what overlaps one of them on either side says nothing new. In the order of the left program. */
function withoutOverlap(found: readonly Ranges[]): Ranges[] {
  const taken: Ranges[] = [];
  for (const ranges of [...found].sort((a, b) => b.left.length - a.left.length)) {
    const overlaps = taken.some(
      ({ left, right }) => left.overlapsWith(ranges.left) || right.overlapsWith(ranges.right),
    );
    if (!overlaps) taken.push(ranges);
  }
  return taken.sort((a, b) => a.left.from - b.left.from);
}

function linesOfRange(program: Fingerprinted, { from, to }: { from: number; to: number }): Lines {
  return linesOf(program, program.firstLines[from] ?? 1, program.lastLines[to - 1] ?? 1);
}

function tokensIn({ starts }: Fingerprinted, { from, to }: Range): number {
  return (starts[to - 1] ?? 0) + kgramLength - (starts[from] ?? 0);
}

/** One fragment, from the first to the last that both have. */
function roughly(
  left: Fingerprinted,
  right: Fingerprinted,
  shared: ReadonlyMap<number, Occurrences>,
): Correspondence {
  const all = [...shared.values()];
  const extent = (places: readonly (readonly number[])[]) => ({
    from: places.reduce((least, [first]) => Math.min(least, first ?? least), Number.MAX_SAFE_INTEGER),
    to: places.reduce((most, each) => Math.max(most, (each.at(-1) ?? 0) + 1), 0),
  });
  const fragment = {
    left: linesOfRange(left, extent(all.map(({ lefts }) => lefts))),
    right: linesOfRange(right, extent(all.map(({ rights }) => rights))),
  };
  return { fragments: [fragment], longest: kgramLength };
}
