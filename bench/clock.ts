import { measure } from '../src/grading/measures.js';
import type { Run } from '../src/grading/timeline.js';
import { barePythonMs } from './bare-python.js';
import { interleaveRun } from './interleave-run.js';
import { median, type Row, spread } from './row.js';

const repetitions = 7;

/** Two requests that take 2 s each: what the program's own clock should say, and what the run really took. */
const programs = [
  { file: 'bench/programs/gather.py', words: 'two 2 s requests by gather', expectedMs: 2000 },
  { file: 'bench/programs/one-after-the-other.py', words: 'the same, one after the other', expectedMs: 4000 },
] as const;

export async function measureClock(): Promise<Row[]> {
  const rows: Omit<Row, 'part'>[] = [];
  for (const { file, words, expectedMs } of programs) {
    const runs: Run[] = [];
    const bareMs: number[] = [];
    for (let count = 0; count < repetitions; count += 1) {
      bareMs.push(barePythonMs('-c', 'import asyncio, time, aiohttp'));
      runs.push(await interleaveRun(file));
    }
    const ownClock = runs.map((run) => printedMs(run) / expectedMs);
    const requests = runs.map((run) => measure(run.timeline.requests).elapsedMs / expectedMs);
    const real = spread(runs.map(({ realMs }) => realMs));
    const seconds = `${expectedMs / 1000} s`;
    rows.push(
      {
        what: `${words}: by the program's own clock ÷ ${seconds}`,
        unit: 'ratio',
        ...withinTwoPercent(ownClock),
      },
      { what: `${words}: as observed ÷ ${seconds}`, unit: 'ratio', ...withinTwoPercent(requests) },
      {
        what: `${words}: real time of the whole run`,
        unit: 'ms',
        ...real,
        promise: 'under 500 ms',
        holds: real.value < 500,
      },
      {
        what: `${words}: real time of the run ÷ that of its imports by bare python3`,
        unit: 'ratio',
        value: real.value / median(bareMs),
      },
    );
  }
  return rows.map((row) => ({ part: 'clock', ...row }));
}

function withinTwoPercent(ratios: readonly number[]) {
  return {
    ...spread(ratios),
    promise: 'within 2 %',
    holds: ratios.every((ratio) => Math.abs(ratio - 1) <= 0.02),
  };
}

/** What the program printed: seconds between sending the requests and having the answers. */
function printedMs({ timeline }: Run): number {
  return Number(timeline.output.map(({ text }) => text).join('')) * 1000;
}
