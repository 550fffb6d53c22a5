/** Which evidence each rule asks of a run. */
import type { FindingRule } from './findings.js';
import type { Witness } from './line-witness.js';
import {
  blockedLoop,
  completedTasks,
  handedToThreads,
  oneAfterTheOther,
  unawaited,
} from './loop-evidence.js';
import {
  cutOff,
  fewAtOnce,
  heldLock,
  inTurn,
  lostLock,
  nothingStarted,
  ranAgain,
  startedApart,
  unlockedChange,
  workOfTheStarter,
} from './start-evidence.js';

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
};

/** Null when this run does not show what the finding would do. */
export const evidenceFor: Witness = (finding, run, reading) => witnesses[finding.rule](finding, run, reading);
