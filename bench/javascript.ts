import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type LocalExecution, localExecution } from '../src/execution/local-execution.js';
import { languageOf } from '../src/grading/program-names.js';
import { defaultLimits, type Scenario } from '../src/grading/scenario.js';
import type { Run } from '../src/grading/timeline.js';
import { median, type Row, spread } from './row.js';

/** Of one program under one scenario: few in everyday life; JAVASCRIPT_RUNS=1000 for the promise of the README. */
const runCount = Number(process.env.JAVASCRIPT_RUNS ?? 50);
const costRepetitions = 15;

const scenario: Scenario = {
  id: 'bench',
  title: 'bench',
  seed: 1,
  order: 'free',
  internet: { delaysMs: [] },
  probe: 'work',
  limits: defaultLimits,
};

/** The same solution in both languages. */
const pairs = [
  {
    words: 'two requests at once',
    javascript: 'exercises/async-two-requests/solutions/right-promise-all.mjs',
    python: 'exercises/async-two-requests/solutions/right-aiohttp-gather.py',
  },
  {
    words: 'a sum shared by four workers',
    javascript: 'exercises/processes-sum-of-squares/solutions/right-messages-and-promises.mjs',
    python: 'exercises/processes-sum-of-squares/solutions/right-processes-and-queue.py',
  },
] as const;

/** The same run again and again: byte for byte the same? And what does a run in JavaScript cost beside one in Python? */
export async function measureJavascript(): Promise<Row[]> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'bench-javascript-'));
  const execution = localExecution({ stateDirectory });
  try {
    const rows = [await measureRepetition(execution)];
    for (const pair of pairs) rows.push(...(await measureCost(execution, pair)));
    return rows.map((row) => ({ part: 'javascript', ...row }));
  } finally {
    await execution.close();
    rmSync(stateDirectory, { recursive: true });
  }
}

async function measureRepetition({ pool }: LocalExecution): Promise<Omit<Row, 'part'>> {
  const runs = await Promise.all(
    Array.from({ length: runCount }, () => runOnce({ pool }, 'bench/programs/workers.mjs')),
  );
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(whatWasSeen(run), (counts.get(whatWasSeen(run)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return {
    what: `byte-equal timelines of ${runCount} runs of one program under one scenario`,
    unit: 'count',
    value: most,
    promise: 'all',
    holds: most === runCount,
  };
}

/** All of a run but what the host spent on it. */
function whatWasSeen({ timeline, outcome, exitStatus, elapsedMs, cpuMs }: Run): string {
  return JSON.stringify({ timeline, outcome, exitStatus, elapsedMs, cpuMs });
}

/** One after the other by turns, so that both see the same machine. */
async function measureCost(
  execution: LocalExecution,
  { words, javascript, python }: (typeof pairs)[number],
): Promise<Omit<Row, 'part'>[]> {
  const javascriptMs: number[] = [];
  const pythonMs: number[] = [];
  for (const path of [javascript, python]) await runOnce(execution, path);
  for (let count = 0; count < costRepetitions; count += 1) {
    javascriptMs.push(await elapsedOf(() => runOnce(execution, javascript)));
    pythonMs.push(await elapsedOf(() => runOnce(execution, python)));
  }
  return [
    { what: `${words}: real time of a run in JavaScript`, unit: 'ms', ...spread(javascriptMs) },
    { what: `${words}: real time of a run in Python`, unit: 'ms', ...spread(pythonMs) },
    {
      what: `${words}: a run in JavaScript ÷ one in Python`,
      unit: 'ratio',
      value: median(javascriptMs) / median(pythonMs),
    },
  ];
}

async function elapsedOf(act: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await act();
  return performance.now() - startedMs;
}

async function runOnce({ pool }: Pick<LocalExecution, 'pool'>, path: string): Promise<Run> {
  const entry = basename(path);
  const language = languageOf(entry) ?? 'python';
  const files = { [entry]: readFileSync(path, 'utf8') };
  const run = await pool.run({ language, files, entry, scenario });
  if (run.outcome !== 'exited' || run.exitStatus !== 0) throw new Error(`${path} ended as ${run.outcome}`);
  return run;
}
