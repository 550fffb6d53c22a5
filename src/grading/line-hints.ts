/**
 * Hints with lines: what stands in a program (findings.ts) joined with what its runs show. A finding becomes a hint only
 * where a run shows its effect and a check about that effect is short of points; and it cites both. Points never follow
 * from it.
 */
import { crashOf } from './crash.js';
import { asSubjects, explainedBy, explainedByRule, needsACheck } from './explained-checks.js';
import type { Finding, FindingRule, ProgramReading } from './findings.js';
import { evidenceFor } from './line-evidence.js';
import type { CheckResult, LineHint, Report, SpanReference } from './report.js';
import { asSeconds } from './seconds.js';
import type { Run } from './timeline.js';

const mostHints = 6;
const mostOfARule = 2;
const mostSpans = 20;

export function lineHints(
  report: Pick<Report, 'checks'>,
  files: Readonly<Record<string, string>>,
  runs: readonly Run[],
  reading: ProgramReading,
): LineHint[] {
  const short = report.checks.filter(({ status }) => status !== 'passed');
  if (short.length === 0) return [];
  const hints: LineHint[] = [];
  const said = new Map<FindingRule, number>();
  for (const finding of reading.findings.flatMap(asSubjects)) {
    const count = said.get(finding.rule) ?? 0;
    const hint = count < mostOfARule ? hintOf(finding, report.checks, runs, reading) : null;
    if (!hint || hints.some((other) => isSamePlace(other, hint))) continue;
    said.set(finding.rule, count + 1);
    hints.push(hint);
  }
  const errors = errorHints(short, files, runs).filter(
    (hint) => !hints.some((other) => isSamePlace(other, hint)),
  );
  return [...errors, ...hints].slice(0, mostHints).sort(byPlace);
}

const byPlace = (a: LineHint, b: LineHint): number =>
  a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
const isSamePlace = (a: LineHint, b: LineHint): boolean => a.file === b.file && a.line === b.line;

function hintOf(
  finding: Finding,
  checks: readonly CheckResult[],
  runs: readonly Run[],
  reading: ProgramReading,
): LineHint | null {
  const all = checks.map(({ id }) => id);
  const ids = explainedBy(finding, all);
  const about = ids.flatMap((id) => checks.find((check) => check.id === id) ?? []);
  const check = about.find(({ status }) => status !== 'passed') ?? null;
  const isForeign = explainedByRule(finding.rule).some((id) => all.includes(id));
  if (about.length > 0 ? check === null : isForeign || needsACheck(finding)) return null;
  for (const run of runs) {
    const evidence = evidenceFor(finding, run, reading);
    if (!evidence) continue;
    const { file, line, endLine } = finding;
    const spans = evidence.spans.slice(0, mostSpans).map(
      (span): SpanReference => ({
        scenario: run.scenario,
        lane: span.lane,
        startMs: span.startMs,
        endMs: span.endMs,
      }),
    );
    return { check: check?.id ?? null, file, line, endLine, message: evidence.message, spans };
  }
  return null;
}

/** The line on which an error ended the program, or a part of it: the last one of the traceback that is its own. */
function errorHints(
  short: readonly CheckResult[],
  files: Readonly<Record<string, string>>,
  runs: readonly Run[],
): LineHint[] {
  for (const run of runs) {
    const crash = crashOf(run);
    if (!crash?.file || crash.line === null) continue;
    // A program can write whatever looks like a traceback.
    const lines = Object.hasOwn(files, crash.file) ? (files[crash.file]?.split('\n').length ?? 0) : 0;
    if (crash.line < 1 || crash.line > lines) continue;
    const check = short.find(({ id }) => id === 'runs') ?? null;
    const ended =
      run.outcome === 'exited' && run.exitStatus !== 0
        ? `ended the program after ${asSeconds(run.elapsedMs)}`
        : 'ended a part of the program';
    const message = `Line ${crash.line} ${ended}: ${crash.error}`;
    return [
      {
        check: check?.id ?? null,
        file: crash.file,
        line: crash.line,
        endLine: crash.line,
        message,
        spans: [],
      },
    ];
  }
  return [];
}
