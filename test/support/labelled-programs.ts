/**
 * Programs as data: a folder of Python files, each of which says in comments at its top what must come of it.
 *
 *   # expect: exited | cpu-exceeded      the outcome; several when it rests on the speed of the host
 *   # exit: 3        # signal: SIGSEGV   how it ended (exit status 0 is not checked unless it is stated)
 *   # seconds: 2.0                       virtual seconds it takes, within 2 % + 30 ms
 *   # stdout: text                       a whole line of stdout; all of them, in this order
 *   # stdout-contains: text
 *   # limits: cpuMs=300 realMs=1500      in place of the default ones
 *   # scenario: seed=2 order=parent-first
 *   # finding: 7                         known not to hold yet: skipped, and shown so
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { defaultLimits, type Limits, type Scenario } from '../../src/grading/scenario.js';
import type { Outcome, Run } from '../../src/grading/timeline.js';
import { textOf } from '../../src/grading/timeline-selectors.js';
import { aScenario } from './runs.js';

export interface LabelledProgram {
  readonly name: string;
  readonly entry: string;
  readonly text: string;
  readonly scenario: Scenario;
  readonly outcomes: readonly Outcome[];
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly seconds: number | null;
  readonly stdout: string | null;
  readonly stdoutContains: readonly string[];
  readonly finding: string | null;
}

export function readLabelledPrograms(folder: string): LabelledProgram[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.py'));
  return files.sort().map((entry) => labelled(entry, readFileSync(join(folder, entry), 'utf8')));
}

function labelled(entry: string, text: string): LabelledProgram {
  const labels = labelsOf(text);
  const first = (key: string): string | null => labels.get(key)?.[0] ?? null;
  const numberOf = (key: string): number | null => (first(key) === null ? null : Number(first(key)));
  const outcomes = first('expect')?.split(' | ');
  if (!outcomes) throw new Error(`${entry} has no label "expect"`);
  const { seed = '1', order = 'free' } = assignments(first('scenario'));
  const numbers = Object.entries(assignments(first('limits'))).map(([key, value]) => [key, Number(value)]);
  const limits: Limits = { ...defaultLimits, ...Object.fromEntries(numbers) };
  const lines = labels.get('stdout');
  return {
    name: entry.replace(/\.py$/, '').replaceAll('-', ' '),
    entry,
    text,
    scenario: aScenario({ seed: Number(seed), order: order as Scenario['order'], limits }),
    outcomes: outcomes as Outcome[],
    exitStatus: numberOf('exit'),
    signal: first('signal'),
    seconds: numberOf('seconds'),
    stdout: lines ? lines.map((line) => `${line}\n`).join('') : null,
    stdoutContains: labels.get('stdout-contains') ?? [],
    finding: first('finding'),
  };
}

/** The comments before the first line of code; a line that is no label is prose. */
function labelsOf(text: string): Map<string, string[]> {
  const labels = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) break;
    const [, key, value] = /^# ([a-z-]+): (.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) labels.set(key, [...(labels.get(key) ?? []), value]);
  }
  return labels;
}

function assignments(text: string | null): Record<string, string> {
  const pairs = (text ?? '').split(' ').filter((pair) => pair.includes('='));
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
}

/** Everything that a program's labels state. */
export function expectAsLabelled(program: LabelledProgram, run: Run): void {
  const seen = `${run.outcome}, fault ${JSON.stringify(run.fault)}, blocked ${JSON.stringify(run.blocked)}
stdout: ${textOf(run, 'stdout').slice(-2000)}\nstderr: ${textOf(run, 'stderr').slice(-2000)}`;
  expect(program.outcomes, seen).toContain(run.outcome);
  if (program.exitStatus !== null) expect(run.exitStatus, seen).toBe(program.exitStatus);
  if (program.signal !== null) expect(run.signal, seen).toBe(program.signal);
  if (program.stdout !== null) expect(textOf(run, 'stdout'), seen).toBe(program.stdout);
  for (const text of program.stdoutContains) expect(textOf(run, 'stdout'), seen).toContain(text);
  if (program.seconds !== null) {
    const allowedMs = program.seconds * 20 + 30;
    expect(Math.abs(run.elapsedMs - program.seconds * 1000), `took ${run.elapsedMs} ms`).toBeLessThan(
      allowedMs,
    );
  }
}
