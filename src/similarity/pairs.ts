/**
 * Which programs of many are similar: the share of the fingerprints of both that the other has, too. As Dolos counts, but
 * for all pairs at once: for 5,000 programs there are twelve million pairs, too many to be objects.
 */
import type { Fingerprinted } from './fingerprints.js';

export interface Candidate {
  /** Places in the list of programs; `left` is the smaller one. */
  readonly left: number;
  readonly right: number;
  /** 0…1. */
  readonly similarity: number;
}

export interface Candidates {
  /** The most similar ones, and whatever it takes that who is connected by pairs is connected by these. */
  readonly kept: readonly Candidate[];
  /** How many there are from the threshold on. */
  readonly found: number;
}

export function similarPairs(
  programs: readonly Pick<Fingerprinted, 'hashes'>[],
  threshold: number,
  maxKept: number,
): Candidates {
  const { rows, totals } = rowsOf(programs);
  const kept = new KeptPairs(programs.length, maxKept);
  const covered = new Int32Array(programs.length);
  programs.forEach((_program, left) => {
    for (const row of rows[left] ?? []) addUp(covered, row, left);
    const ofLeft = totals[left] ?? 0;
    for (let right = left + 1; right < programs.length; right += 1) {
      const both = covered[right] ?? 0;
      if (both === 0) continue;
      covered[right] = 0;
      const similarity = both / (ofLeft + (totals[right] ?? 0));
      if (similarity >= threshold) kept.add({ left, right, similarity });
    }
  });
  return kept.end();
}

/** The programs that have a hash, in order, and how often each has it. */
interface Row {
  readonly programs: number[];
  readonly counts: number[];
  /** What comes before it has been paired with all others. */
  next: number;
}

/** By program, the rows of its hashes. */
function rowsOf(programs: readonly Pick<Fingerprinted, 'hashes'>[]) {
  const byHash = new Map<number, Row>();
  const rows = programs.map(({ hashes }, at) => {
    const counts = new Map<number, number>();
    for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    return [...counts].map(([hash, count]) => {
      const row = byHash.get(hash) ?? { programs: [], counts: [], next: 0 };
      byHash.set(hash, row);
      row.programs.push(at);
      row.counts.push(count);
      return row;
    });
  });
  return { rows, totals: programs.map(({ hashes }) => hashes.length) };
}

/** `left` is the next in the row: who comes after it shares the fingerprint with it. */
function addUp(covered: Int32Array, row: Row, left: number): void {
  const { programs, counts } = row;
  const ofLeft = counts[row.next] ?? 0;
  if (programs[row.next] !== left) throw new Error('Rows are passed in the order of programs');
  row.next += 1;
  for (let at = row.next; at < programs.length; at += 1) {
    const right = programs[at] as number;
    covered[right] = (covered[right] as number) + ofLeft + (counts[at] as number);
  }
}

/** Bounds what is kept however alike the programs are, and forgets nobody who belongs to a group. */
class KeptPairs {
  private readonly groups: UnionFind;
  private readonly joining: Candidate[] = [];
  private others: Candidate[] = [];
  private found = 0;

  constructor(
    programs: number,
    private readonly max: number,
  ) {
    this.groups = new UnionFind(programs);
  }

  add(candidate: Candidate): void {
    this.found += 1;
    if (this.groups.join(candidate.left, candidate.right)) this.joining.push(candidate);
    else this.others.push(candidate);
    if (this.others.length > 2 * this.max) this.others = this.best(this.others);
  }

  end(): Candidates {
    const kept = [...this.joining, ...this.best(this.others)].sort(bySimilarity);
    return { kept, found: this.found };
  }

  private best(candidates: Candidate[]): Candidate[] {
    return candidates.sort(bySimilarity).slice(0, this.max);
  }
}

const bySimilarity = (a: Candidate, b: Candidate) => b.similarity - a.similarity;

/** Sets of numbers below `size`, each at first alone. */
export class UnionFind {
  private readonly parents: Int32Array;

  constructor(size: number) {
    this.parents = Int32Array.from({ length: size }, (_, at) => at);
  }

  /** A number that stands for the set. */
  find(at: number): number {
    let root = at;
    while (this.parents[root] !== root) root = this.parents[root] as number;
    for (let each = at; each !== root; ) {
      const parent = this.parents[each] as number;
      this.parents[each] = root;
      each = parent;
    }
    return root;
  }

  /** False when they were together before. */
  join(a: number, b: number): boolean {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    this.parents[rootB] = rootA;
    return rootA !== rootB;
  }
}
