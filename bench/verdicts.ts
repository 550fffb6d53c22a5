import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readCatalogue } from '../src/exercises/catalogue.js';
import { readSolutions, type Solution } from '../src/exercises/solutions.js';
import type { Exercise } from '../src/grading/exercise.js';
import type { Report } from '../src/grading/report.js';
import type { Row } from './row.js';
import type { Service } from './service.js';

const idleRounds = 3;
const busyProcesses = 8;

interface Labelled {
  /** `async-two-requests/wrong-sequential-awaits.py` */
  readonly name: string;
  readonly exercise: string;
  readonly files: Readonly<Record<string, string>>;
  /** Its label, in the words of `wordsOf`. */
  readonly expected: string;
}

/** Every solution of every exercise, several times idle and once with the machine overloaded: same verdict each time? */
export async function measureVerdicts(service: Service): Promise<Row[]> {
  const solutions = labelledSolutions();
  const rounds: Round[] = [];
  for (let count = 0; count < idleRounds; count += 1) rounds.push(await grade(service, solutions));
  const busy = Array.from({ length: busyProcesses }, () =>
    spawn('/usr/bin/python3', ['-c', 'while True: pass'], { stdio: 'ignore' }),
  );
  try {
    rounds.push(await grade(service, solutions));
  } finally {
    await Promise.all(busy.map(stop));
  }

  const seen = (name: string) => rounds.map((round) => round.get(name) ?? notGraded('lost'));
  const unstable = solutions.filter(({ name }) => new Set(seen(name).map(({ detail }) => detail)).size > 1);
  const mislabelled = solutions.filter(({ name, expected }) =>
    seen(name).some(({ words }) => words !== expected),
  );
  for (const { name } of unstable) console.log(`   ${name} differs:\n${seen(name).map(lineOf).join('')}`);
  for (const { name, expected } of mislabelled) {
    console.log(`   ${name}, labelled "${expected}":\n${seen(name).map(lineOf).join('')}`);
  }
  return [
    { part: 'verdicts', what: 'solutions of all exercises', unit: 'count', value: solutions.length },
    {
      part: 'verdicts',
      what: 'solutions whose verdict is not as labelled',
      unit: 'count',
      value: mislabelled.length,
      promise: 'none',
      holds: mislabelled.length === 0,
    },
    {
      part: 'verdicts',
      what: `solutions with any difference in ${idleRounds} rounds idle and 1 beside ${busyProcesses} busy processes`,
      unit: 'count',
      value: unstable.length,
      promise: 'none',
      holds: unstable.length === 0,
    },
  ];
}

interface Seen {
  /** As a label says it: "all", or "fails concurrent, runs". */
  readonly words: string;
  /** Status and points of every check: what may not differ between two rounds. */
  readonly detail: string;
}
type Round = ReadonlyMap<string, Seen>;

async function grade(service: Service, solutions: readonly Labelled[]): Promise<Round> {
  const round = new Map<string, Seen>();
  const ids: [name: string, id: string][] = [];
  for (const { name, exercise, files } of solutions) ids.push([name, await service.submit(exercise, files)]);
  for (const [name, id] of ids) {
    const { report, error } = await service.finished(id);
    round.set(name, report ? graded(report) : notGraded(error?.message ?? 'no report'));
  }
  return round;
}

function graded({ checks }: Report): Seen {
  return {
    words: wordsOf(checks.filter(({ earned, points }) => earned < points).map(({ id }) => id)),
    detail: checks.map(({ id, status, earned }) => `${id} ${status} ${earned}`).join(', '),
  };
}

function notGraded(message: string): Seen {
  return { words: `not graded: ${message}`, detail: message };
}

function lineOf({ words, detail }: Seen): string {
  return `     ${words} (${detail})\n`;
}

function labelledSolutions(): Labelled[] {
  return readCatalogue('exercises').exercises.flatMap((exercise) =>
    pythonSolutions(exercise).map(({ name, files, failing }) => ({
      name: `${exercise.slug}/${name}`,
      exercise: exercise.slug,
      files,
      expected: wordsOf(failing),
    })),
  );
}

/** What is measured is the sandbox whose clock could err. */
function pythonSolutions(exercise: Exercise): Solution[] {
  const all = readSolutions(join('exercises', exercise.slug), exercise);
  return all.filter(({ language }) => language === 'python');
}

function wordsOf(failing: readonly string[]): string {
  return failing.length === 0 ? 'all' : `fails ${failing.toSorted().join(', ')}`;
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
