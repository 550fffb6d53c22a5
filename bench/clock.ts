import { interleaveRun } from './interleave-run.js';
import { type Row, spread } from './row.js';

const repetitions = 7;

/** Two requests that take 2 s each: what the program's own clock should say, and what the run really took. */
const programs = [
  { file: 'bench/programs/gather.py', words: 'two 2 s requests by gather', expectedMs: 2000 },
  { file: 'bench/programs/one-after-the-other.py', words: 'the same, one after the other', expectedMs: 4000 },
] as const;

export async function measureClock(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { file, words, expectedMs } of programs) {
    const runs = [];
    for (let count = 0; count < repetitions; count += 1) runs.push(await interleaveRun(file));
    const ratios = runs.map(({ elapsedMs }) => elapsedMs / expectedMs);
    const realMs = runs.map((run) => run.realMs);
    rows.push(
      {
        part: 'clock',
        what: `${words}: virtual time ÷ ${expectedMs / 1000} s`,
        unit: 'ratio',
        ...spread(ratios),
        promise: 'within 2 %',
        holds: ratios.every((ratio) => Math.abs(ratio - 1) <= 0.02),
      },
      {
        part: 'clock',
        what: `${words}: real time`,
        unit: 'ms',
        ...spread(realMs),
        promise: 'under 500 ms',
        holds: spread(realMs).value < 500,
      },
      {
        part: 'clock',
        what: `${words}: virtual time ÷ real time`,
        unit: 'ratio',
        ...spread(runs.map((run) => run.elapsedMs / run.realMs)),
      },
    );
  }
  return rows;
}
