import type { Finding, ProgramReading, WaitingPlace } from '../../grading/findings.js';
import {
  aLoopForEach,
  awaitsOneByOne,
  blocksTheLoop,
  handsToAThread,
  neverAwaited,
  oneConnection,
  taskNotAwaited,
} from './async-rules.js';
import { changeWithoutALock, lockAcrossAWait, lockNeverReleased } from './lock-rules.js';
import { Program } from './program.js';
import type { Lint } from './ruff.js';
import {
  daemonsNotJoined,
  fewWorkers,
  neverStarted,
  noMainGuard,
  runInsteadOfStart,
  sleepsBetweenStarts,
  targetIsCalled,
  waitsInTheStartingLoop,
} from './start-rules.js';
import type { Parse } from './syntax.js';
import { Waits } from './waits.js';

/** Enough for any program that a person writes for an exercise. */
const maxFindings = 100;
const maxPlaces = 200;

/** Requests by these are not looked for. */
const otherWays =
  /\b(socket|http\.client|urllib3|open_connection|create_connection|URLopener|build_opener)\b/;

/** What stands in the Python files of a submission. Each is read for itself. */
export function readProgram(
  parse: Parse,
  lint: Lint,
  files: Readonly<Record<string, string>>,
): ProgramReading {
  const findings: Finding[] = [];
  const places: WaitingPlace[] = [];
  let isWhole = true;
  for (const [file, text] of Object.entries(files)) {
    const root = parse(text);
    isWhole &&= root !== null && !otherWays.test(text);
    if (!root) continue;
    const program = new Program(file, root);
    const waits = new Waits(program);
    const own = findingsIn(program, waits);
    const linted = lint(file, text).filter((each) => !own.some((other) => isSame(each, other)));
    findings.push(...[...own, ...linted].filter((each) => !isUnused(program, each)));
    places.push(...waits.places());
  }
  return {
    findings: findings.slice(0, maxFindings),
    places: places.slice(0, maxPlaces),
    isWhole: isWhole && places.length <= maxPlaces,
  };
}

const isSame = (a: Finding, b: Finding): boolean => a.rule === b.rule && a.line === b.line;

/** In a function that nobody mentions: it is not what the runs show. */
const isUnused = (program: Program, { line }: Finding): boolean =>
  program.functions.some(
    ({ node, isMethod, name }) =>
      !isMethod && node.line < line && line <= node.endLine && !program.mentions(name),
  );

function findingsIn(program: Program, waits: Waits): Finding[] {
  return [
    ...blocksTheLoop(program, waits),
    ...awaitsOneByOne(program, waits),
    ...aLoopForEach(program, waits),
    ...neverAwaited(program),
    ...taskNotAwaited(program),
    ...handsToAThread(program, waits),
    ...waitsInTheStartingLoop(program, waits),
    ...sleepsBetweenStarts(program, waits),
    ...lockAcrossAWait(program, waits),
    ...oneConnection(program),
    ...targetIsCalled(program, waits),
    ...runInsteadOfStart(program),
    ...neverStarted(program),
    ...fewWorkers(program),
    ...daemonsNotJoined(program),
    ...noMainGuard(program),
    ...lockNeverReleased(program),
    ...changeWithoutALock(program),
  ];
}
