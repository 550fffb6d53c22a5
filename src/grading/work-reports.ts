/** What the work probe (sandboxes/probe/work) reported, put together per process. */
import type { Run } from './timeline.js';
import { processOf, reportedOf } from './timeline-selectors.js';

/** What one process did between two hand-overs of work or results. */
export interface WorkPart {
  readonly multiplications: number;
  /** Those of them that multiply something with itself, as far as the instructions show it. */
  readonly squarings: number;
  /** Positive whole numbers found in results and variables, the largest first. */
  readonly values: readonly number[];
}

/** What the probe `work` counted in one process. */
export interface ProcessWork {
  /** First lane of the process: observed, not reported. */
  readonly process: number;
  /** `pool` and `executor`: a worker that is given tasks; `manager`: the server of a multiprocessing.Manager. */
  readonly role: 'pool' | 'executor' | 'manager' | null;
  /** Messages that it asked a queue, pipe or proxy for. */
  readonly asked: number;
  /** Times that it read memory shared with other processes. */
  readonly sharedReads: number;
  readonly parts: readonly WorkPart[];
  /** Numbers in each message that it received. */
  readonly received: readonly (readonly number[])[];
}

const roles = ['pool', 'executor', 'manager'] as const;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(isNumber);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function partOf(value: unknown): WorkPart[] {
  const [multiplications, squarings, values] = listOf(value);
  if (!isNumber(multiplications) || !isNumber(squarings) || !isNumbers(values)) return [];
  return [{ multiplications, squarings, values }];
}

/** One for each process that reported anything; what is not of the probe's shape is left out. */
export function workOf(run: Run): ProcessWork[] {
  const processes = new Map<number, ReturnType<typeof nothingYet>>();
  for (const { lane, data } of reportedOf(run)) {
    const process = processOf(run, lane);
    if (process === null || typeof data !== 'object' || data === null) continue;
    const work = processes.get(process) ?? nothingYet(process);
    processes.set(process, work);
    const { role, asked, read, parts, got } = data as Record<string, unknown>;
    work.role = roles.find((known) => known === role) ?? work.role;
    if (isNumber(asked)) work.asked.set(lane, asked);
    if (isNumber(read)) work.sharedReads.set(lane, read);
    work.parts.push(...listOf(parts).flatMap(partOf));
    work.received.push(...listOf(got).filter(isNumbers));
  }
  return [...processes.values()].map((work) => ({
    ...work,
    asked: total(work.asked),
    sharedReads: total(work.sharedReads),
  }));
}

const nothingYet = (process: number) => ({
  process,
  role: null as ProcessWork['role'],
  /** By lane: each report of a thread says how many there were so far. */
  asked: new Map<number, number>(),
  sharedReads: new Map<number, number>(),
  parts: [] as WorkPart[],
  received: [] as number[][],
});

const total = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);
