import { describe, expect, it } from 'vitest';
import { contradictionIn } from './comparison-contradictions.js';
import { readComparison } from './comparison-report.js';
import { concurrencyModels } from './concurrency-models.js';

/** What the report of a person says, against times in seconds of threads, processes and asyncio. */
function contradiction(text: string, ...seconds: number[]): string | null {
  const observed = seconds.map((each, at) => ({
    model: concurrencyModels[at]!,
    leastMs: each * 1000,
    mostMs: each * 1000 + 50,
  }));
  return contradictionIn(readComparison(text), observed);
}

describe('a report contradicts the run', () => {
  it.each<[string, number[]]>([
    ['Asyncio was the fastest.', [2, 2, 6]],
    ['Threads and asyncio were the fastest.', [6, 2, 6]],
    ['All three took about the same time.', [2, 2, 6]],
    ['Asyncio took 10 s and threads took 1 s.', [2, 2, 2]],
    ['Threads took 1 s. Processes took 8 s.', [2, 2, 2]],
    ['Threads took 2.0 s, asyncio took 4.0 s.', [6, 2, 2]],
  ])('%s: %s', (text, seconds) => expect(contradiction(text, ...seconds)).toMatch(/^The report .* threads /));
});

describe('a report does not contradict the run', () => {
  it.each<[string, number[]]>([
    ['Threads were the fastest.', [2.03, 2.1, 2]],
    ['Processes were the fastest.', [2, 2.4, 2]],
    ['Asyncio was the fastest.', [2, 2, 2.7]],
    ['Threads and asyncio were the fastest.', [6, 2, 2]],
    ['Asyncio was the fastest.', [2, 6]],
    ['Nothing is said of a winner here.', [2, 2, 6]],
    ['All three took about the same time.', [2, 2.6, 2]],
    ['Threads took 0.2 s, processes took 2.9 s, asyncio took 0.2 s.', [2, 2.1, 2]],
    ['Threads took 5.1 s and asyncio took 5.0 s.', [2, 2.1, 2]],
    ['Threads took 1.2 s, asyncio took 3.9 s.', [2, 2, 2]],
    ['Threads took 2 s, asyncio took 10 s.', [2, 2, 9]],
  ])('%s: %s', (text, seconds) => expect(contradiction(text, ...seconds)).toBeNull());
});
