/** What the rules for Python find in a file. */
import type { Finding, ProgramReading } from '../../grading/findings.js';
import {
  aLoopForEach,
  awaitsOneByOne,
  blocksTheLoop,
  handsToAThread,
  neverAwaited,
  oneConnection,
  taskNotAwaited,
} from './async-rules.js';
import { changeWithoutALock, lockAcrossAWait, lockAcrossComputing, lockNeverReleased } from './lock-rules.js';
import { doesItItself, dummyMakesThreads, makesAModel, worksInMain } from './model-rules.js';
import { Program } from './program.js';
import { changeIsLost, oneFileForAll, resultIsLost, savedAsText } from './result-rules.js';
import type { Lint } from './ruff.js';
import {
  daemonsNotJoined,
  fewWorkers,
  neverStarted,
  neverWaitedFor,
  noMainGuard,
  runInsteadOfStart,
  sleepsBetweenStarts,
  targetIsCalled,
  waitsInTheStartingLoop,
} from './start-rules.js';
import type { Syntax } from './syntax.js';
import {
  busyWaits,
  cpuClock,
  drawnOnce,
  fixedSeed,
  neverEnds,
  printsFirst,
  timedBeforeTheJoin,
} from './timing-rules.js';
import { Waits } from './waits.js';

/** Requests by these are not looked for. */
const otherWays =
  /\b(socket|http\.client|urllib3|open_connection|create_connection|URLopener|build_opener)\b/;

export interface GivenFile {
  readonly file: string;
  readonly text: string;
  /** Text of the other files, which may use what is defined in this one. */
  readonly others: string;
}

export function readPython(lint: Lint, { file, text, others }: GivenFile, root: Syntax): ProgramReading {
  const program = new Program(file, root);
  const waits = new Waits(program);
  const own = findingsIn(program, waits);
  const linted = isBroken(root) ? [] : lint(file, text);
  const more = linted.filter((each) => !own.some((other) => isSame(each, other)));
  return {
    findings: [...own, ...more].filter((each) => !isUnused(program, others, each)),
    places: waits.places(),
    isWhole: !otherWays.test(text),
  };
}

/** It never runs; and the linter takes its time over signs that are no program. */
const isBroken = (root: Syntax): boolean => [...root.walk()].some(({ type }) => type === 'ERROR');

const isSame = (a: Finding, b: Finding): boolean => a.rule === b.rule && a.line === b.line;

/** In a function that nobody mentions: it is not what the runs show. */
const isUnused = (program: Program, others: string, { line }: Finding): boolean =>
  program.functions.some(
    ({ node, isMethod, name }) =>
      !isMethod &&
      node.line < line &&
      line <= node.endLine &&
      !program.mentions(name) &&
      !new RegExp(`(?<!\\w)${name}(?!\\w)`).test(others),
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
    ...lockAcrossComputing(program, waits),
    ...oneFileForAll(program),
    ...savedAsText(program, waits),
    ...changeIsLost(program),
    ...resultIsLost(program),
    ...busyWaits(program, waits),
    ...cpuClock(program),
    ...timedBeforeTheJoin(program),
    ...dummyMakesThreads(program),
    ...makesAModel(program),
    ...doesItItself(program, waits),
    ...worksInMain(program),
    ...neverEnds(program),
    ...neverWaitedFor(program),
    ...fixedSeed(program),
    ...drawnOnce(program, waits),
    ...printsFirst(program, waits),
  ];
}
