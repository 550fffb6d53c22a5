/** Which evidence each rule asks of a run. */
import type { FindingRule } from './findings.js';
import type { Witness } from './line-witness.js';
import { heldLock, heldWhileComputing, lostLock, unlockedChange } from './lock-evidence.js';
import {
  blockedLoop,
  completedTasks,
  cutShort,
  handedToThreads,
  oneAfterTheOther,
  printedFirst,
  unawaited,
} from './loop-evidence.js';
import { anotherModel, doesItItself, workOfMain } from './model-evidence.js';
import { changedByText, changedOnlyThere, overwritten, returnedToNobody } from './result-evidence.js';
import {
  cutOff,
  fewAtOnce,
  inTurn,
  nothingStarted,
  ranAgain,
  startedApart,
  workOfTheStarter,
} from './start-evidence.js';
import { allAlike, busyMeanwhile, drawnAgain, stillAtWork, stoodStill, wentOn } from './timing-evidence.js';

const witnesses: Readonly<Record<FindingRule, Witness>> = {
  'blocks-the-loop': blockedLoop,
  'awaits-one-by-one': oneAfterTheOther,
  'a-loop-for-each': oneAfterTheOther,
  'never-awaited': unawaited,
  'task-not-awaited': completedTasks,
  'hands-to-a-thread': handedToThreads,
  'waits-in-the-starting-loop': inTurn,
  'sleeps-between-starts': startedApart,
  'lock-across-a-wait': heldLock,
  'lock-never-released': lostLock,
  'target-is-called': workOfTheStarter,
  'run-instead-of-start': nothingStarted,
  'never-started': nothingStarted,
  'few-workers': fewAtOnce,
  'daemons-not-joined': cutOff,
  'no-main-guard': ranAgain,
  'change-without-a-lock': unlockedChange,
  'lock-across-computing': heldWhileComputing,
  'another-model': anotherModel,
  'does-it-itself': doesItItself,
  'change-is-lost': changedOnlyThere,
  'result-is-lost': returnedToNobody,
  'one-file-for-all': overwritten,
  'saved-as-text': changedByText,
  'busy-waits': busyMeanwhile,
  'cpu-clock': stoodStill,
  'timed-before-the-join': stillAtWork,
  'ends-early': cutShort,
  'never-ends': wentOn,
  'never-waited-for': stillAtWork,
  'fixed-seed': drawnAgain,
  'drawn-once': allAlike,
  'prints-first': printedFirst,
  'works-in-main': workOfMain,
};

/** Null when this run does not show what the finding would do. */
export const evidenceFor: Witness = (finding, run, reading) => witnesses[finding.rule](finding, run, reading);
