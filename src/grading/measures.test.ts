import { describe, expect, it } from 'vitest';
import {
  bestRound,
  groupsOpenTogether,
  type Interval,
  measure,
  measureWorkers,
  sharedMsOf,
} from './measures.js';

const intervals = (...pairs: [number, number][]): Interval[] =>
  pairs.map(([startMs, endMs]) => ({ startMs, endMs }));

describe('measure', () => {
  it.each([
    ['none', intervals(), { count: 0, elapsedMs: 0, longestMs: 0, serialMs: 0, peak: 0, overlap: null }],
    ['one', intervals([5, 7]), { count: 1, elapsedMs: 2, longestMs: 2, serialMs: 2, peak: 1, overlap: null }],
    ['two at once', intervals([0, 2], [0, 2]), { elapsedMs: 2, serialMs: 4, peak: 2, overlap: 1 }],
    ['one after the other', intervals([0, 2], [2, 4]), { elapsedMs: 4, serialMs: 4, peak: 1, overlap: 0 }],
    ['with a gap: not below 0', intervals([0, 2], [9, 11]), { elapsedMs: 11, peak: 1, overlap: 0 }],
    ['half', intervals([0, 2], [1, 3]), { elapsedMs: 3, longestMs: 2, serialMs: 4, peak: 2, overlap: 0.5 }],
    ['the short one inside', intervals([0, 3], [1, 2]), { elapsedMs: 3, serialMs: 4, peak: 2, overlap: 1 }],
    ['nothing to save', intervals([0, 3], [1, 1]), { count: 2, serialMs: 3, peak: 1, overlap: null }],
    ['pool of two for four', intervals([0, 1], [0, 1], [1, 2], [1, 2]), { peak: 2, overlap: 2 / 3 }],
    ['decimals', intervals([0.1, 0.3], [0.3, 0.6]), { elapsedMs: 0.5, longestMs: 0.3, serialMs: 0.5 }],
  ])('%s', (_, given, expected) => {
    const { overlap, ...others } = expected as { overlap?: number | null };
    expect(measure(given)).toMatchObject(others);
    if (typeof overlap === 'number') expect(measure(given).overlap).toBeCloseTo(overlap, 5);
    else if (overlap === null) expect(measure(given).overlap).toBeNull();
  });
});

/** Small deterministic generator (mulberry32), so that a failure can be repeated by its seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function someIntervals(seed: number): Interval[] {
  const random = randomOf(seed);
  const micro = (top: number): number => Math.round(random() * top * 1000) / 1000;
  return Array.from({ length: 2 + Math.floor(random() * 8) }, () => {
    const startMs = micro(3000);
    return { startMs, endMs: startMs + 0.001 + micro(2000) };
  });
}

/** A failure names its seed. */
function forSeeds(count: number, test: (seed: number) => void): void {
  for (let seed = 0; seed < count; seed += 1) {
    try {
      test(seed);
    } catch (error) {
      throw new Error(`Seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** Sums in another order differ by rounding only. */
const near = 0.002;

describe('measure, whatever the intervals', () => {
  it('holds its bounds', () =>
    forSeeds(300, (seed) => {
      const given = someIntervals(seed);
      const seen = measure(given);
      expect(seen.longestMs).toBeLessThanOrEqual(seen.elapsedMs + near);
      expect(seen.longestMs).toBeLessThanOrEqual(seen.serialMs + near);
      expect(seen.serialMs).toBeLessThanOrEqual(seen.elapsedMs * seen.peak + near);
      expect(seen.peak).toBeGreaterThanOrEqual(1);
      expect(seen.peak).toBeLessThanOrEqual(given.length);
      expect(seen.overlap).toBeGreaterThanOrEqual(0);
      expect(seen.overlap).toBeLessThanOrEqual(1);
    }));

  it('peak is what counting at every start gives', () =>
    forSeeds(300, (seed) => {
      const given = someIntervals(seed);
      const openAt = (at: number) => given.filter((one) => one.startMs <= at && at < one.endMs).length;
      expect(measure(given).peak).toBe(Math.max(...given.map(({ startMs }) => openAt(startMs))));
    }));

  it('does not change with the order or with a later start', () =>
    forSeeds(50, (seed) => {
      const given = someIntervals(seed);
      const later = given.map(({ startMs, endMs }) => ({ startMs: startMs + 1000, endMs: endMs + 1000 }));
      expect(measure([...given].reverse())).toEqual(measure(given));
      expect(measure(later)).toEqual(measure(given));
    }));

  it('end to end gives 0, all from one start gives 1', () =>
    forSeeds(50, (seed) => {
      const lengths = someIntervals(seed).map(({ startMs, endMs }) => endMs - startMs);
      let at = 0;
      const serial = lengths.map((length) => {
        const interval = { startMs: at, endMs: at + length };
        at += length;
        return interval;
      });
      expect(measure(serial).overlap).toBeCloseTo(0, 4);
      expect(measure(lengths.map((length) => ({ startMs: 7, endMs: 7 + length }))).overlap).toBe(1);
    }));

  it('groups cover all, and do not touch each other', () =>
    forSeeds(50, (seed) => {
      const given = someIntervals(seed);
      const groups = groupsOpenTogether(given);
      expect(groups.flat()).toHaveLength(given.length);
      const ends = groups.map((group) => Math.max(...group.map(({ endMs }) => endMs)));
      groups.slice(1).forEach((group, before) => {
        expect(Math.min(...group.map(({ startMs }) => startMs))).toBeGreaterThanOrEqual(ends[before] ?? 0);
      });
    }));
});

it('says how long two were open at once', () => {
  const [a, b, c] = intervals([0, 4], [1, 3], [5, 6]);
  expect(sharedMsOf(a!, b!)).toBe(2);
  expect(sharedMsOf(a!, c!)).toBe(0);
});

describe('measures of workers', () => {
  const at = (startMs: number, endMs: number) => ({ startMs, endMs });
  it.each<[string, { startMs: number; endMs: number }[][], object]>([
    ['nobody', [], { count: 0, serialMs: 0, overlap: null }],
    ['one alone', [[at(0, 5)], []], { count: 1, serialMs: 5, overlap: null }],
    ['two at once', [[at(0, 5)], [at(0, 3)]], { count: 2, elapsedMs: 5, longestMs: 5, peak: 2, overlap: 1 }],
    ['one after the other', [[at(0, 5)], [at(5, 8)]], { elapsedMs: 8, longestMs: 5, peak: 1, overlap: 0 }],
    ['two with three pieces', [[at(0, 1), at(1, 4)], [at(0, 2)]], { elapsedMs: 4, longestMs: 4, overlap: 1 }],
    ['idle all at once', [[at(0, 1), at(9, 10)], [at(0, 1)]], { elapsedMs: 2, longestMs: 2, overlap: 1 }],
    ['its own pieces overlap', [[at(0, 3), at(1, 2)], [at(0, 3)]], { serialMs: 6, peak: 2, overlap: 1 }],
  ])('%s', (_, workers, expected) => expect(measureWorkers(workers)).toMatchObject(expected));
});

describe('the best round', () => {
  const pieces = (...pairs: [number, number][]) => intervals(...pairs);
  it.each<[string, Interval[][], number | null]>([
    ['all at once', [pieces([0, 4]), pieces([0, 4])], 1],
    ['one after the other, and then at once', [pieces([0, 4], [10, 14]), pieces([4, 8], [10, 14])], 1],
    [
      'at once only for a moment, at the beginning',
      [pieces([0, 0.5], [2, 6]), pieces([0, 0.5], [6, 10])],
      0.111111,
    ],
    ['two of three at once, then the third', [pieces([0, 4]), pieces([0, 4]), pieces([5, 9])], 0.5],
    ['nobody', [], null],
  ])('%s', (_, workers, overlap) => {
    const least = { workers: Math.min(3, workers.length), busyMs: 1 };
    expect(bestRound(workers, least).overlap).toBe(overlap);
  });
});
