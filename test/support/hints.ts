import type { Finding, ProgramReading, WaitingPlace } from '../../src/grading/findings.js';
import { lineHints } from '../../src/grading/line-hints.js';
import type { CheckResult, CheckStatus } from '../../src/grading/report.js';
import type { Run } from '../../src/grading/timeline.js';

/** Findings, checks and runs put together by hand, and the hints that follow from them. */

export const aCheck = (id: string, status: CheckStatus = 'failed'): CheckResult => ({
  id,
  title: id,
  points: 10,
  earned: status === 'passed' ? 10 : 0,
  status,
  message: 'Seen.',
  hint: null,
});

export const aFinding = (finding: Pick<Finding, 'rule'> & Partial<Finding>): Finding => ({
  subject: 'thread',
  file: 'main.py',
  line: 9,
  endLine: 9,
  name: '',
  waitLine: null,
  limit: null,
  ...finding,
});

export const aPlace = (place: Partial<WaitingPlace>): WaitingPlace => ({
  kind: 'sleep',
  isAsync: false,
  file: 'main.py',
  line: 9,
  lengthMs: null,
  url: null,
  ...place,
});

const files = { 'main.py': '\n'.repeat(20), 'main.mjs': '\n'.repeat(20) };
export const hints = (checks: CheckResult[], runs: Run[], findings: Finding[], places: WaitingPlace[] = []) =>
  lineHints({ checks }, files, runs, { findings, places, isWhole: true } satisfies ProgramReading);
