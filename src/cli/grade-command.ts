import { basename, join } from 'node:path';
import { styleText } from 'node:util';
import { exercisesDirectory } from '../config/package-root.js';
import { type Grading, grade, type Progress } from '../execution/grade.js';
import { exerciseFolders } from '../exercises/catalogue.js';
import { readExercise } from '../exercises/read-exercise.js';
import type { Exercise } from '../grading/exercise.js';
import type { CheckResult, CheckStatus, LineHint, Report } from '../grading/report.js';
import { acceptSubmission, type Submission } from '../grading/submission-files.js';
import type { Run } from '../grading/timeline.js';
import { type DrawOptions, drawTimeline, summaryOf } from './draw-timeline.js';
import { BadInputError, OurFaultError } from './exit-status.js';
import { withLocalExecution } from './local.js';
import { readFiles } from './read-files.js';
import { runJson } from './run-json.js';
import { drawOptions, print } from './terminal.js';

interface GradeOptions {
  readonly language: string;
  readonly json?: true;
}

export async function gradeCommand(
  slug: string,
  paths: readonly string[],
  options: GradeOptions,
): Promise<void> {
  const exercise = getExercise(slug);
  const submission = getSubmission(exercise, options.language, readFiles(paths));
  const { report, runs } = getGraded(
    await withLocalExecution((execution, signal) =>
      grade(execution, exercise, submission, { signal, onProgress: showProgress }),
    ),
  );
  if (options.json) print(JSON.stringify(gradeJson(report, runs), null, 2));
  else print(gradeText(exercise, report, runs, drawOptions()));
}

function getExercise(slug: string): Exercise {
  const slugs = exerciseFolders(exercisesDirectory).map((folder) => basename(folder));
  if (!slugs.includes(slug)) {
    const message = `There is no exercise "${slug}"; there are: ${slugs.join(', ')}`;
    throw new BadInputError([{ field: 'exercise', message }]);
  }
  return readExercise(join(exercisesDirectory, slug));
}

function getSubmission(exercise: Exercise, language: string, files: Record<string, string>): Submission {
  const answer = acceptSubmission(exercise, { language, files });
  if (!answer.accepted) throw new BadInputError(answer.problems);
  return answer.submission;
}

function getGraded(grading: Grading): Extract<Grading, { kind: 'graded' }> {
  switch (grading.kind) {
    case 'graded':
      return grading;
    case 'exercise-fault':
      throw new OurFaultError(
        grading.fault.code,
        `The checks of this exercise failed; this is no fault of your program. ${grading.fault.message}`,
      );
    case 'sandbox-fault':
      throw new OurFaultError(
        'sandbox-fault',
        `The sandbox failed at "${grading.fault.step}": ${grading.fault.message}. This is no fault of your program; try: interleave doctor`,
      );
  }
}

function showProgress(progress: Progress): void {
  if (!process.stderr.isTTY) return;
  const text =
    progress.step === 'checking'
      ? ''
      : `Running ${progress.scenario} (${progress.index} of ${progress.total})…`;
  process.stderr.write(`\r\u001b[2K${text}`);
}

/** The shape is public: `grade --json`. */
export function gradeJson(report: Report, runs: readonly Run[]) {
  const { exercise, version, score, maxScore, measures, hints = [], places = [] } = report;
  const checks = report.checks.map(({ title: _, ...check }) => check);
  return { exercise, version, score, maxScore, checks, measures, hints, places, runs: runs.map(runJson) };
}

const signs: Readonly<Record<CheckStatus, string>> = {
  passed: '✓',
  partial: '~',
  failed: '✗',
  'not-reached': '–',
};
const signColours = { passed: 'green', partial: 'yellow', failed: 'red', 'not-reached': 'gray' } as const;

export function gradeText(
  exercise: Exercise,
  report: Report,
  runs: readonly Run[],
  draw: DrawOptions,
): string {
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    draw.colour ? styleText(format, text, { validateStream: false }) : text;
  const title = style('bold', `${exercise.title}: ${report.score} of ${report.maxScore} points`);
  const width = Math.max(...report.checks.map((check) => check.title.length));
  const { hints = [] } = report;
  const about = (id: string | null) =>
    hints.filter(({ check }) => check === id).map((hint) => hintLine(hint, style));
  const checks = report.checks.flatMap((check) => [...checkLines(check, width, style), ...about(check.id)]);
  const pictures = runs.map((run, at) => {
    const scenario = exercise.scenarios[at]?.title ?? run.scenario;
    return `${style('bold', `${run.scenario}: ${scenario}`)}\n${summaryOf(run)}\n${drawTimeline(run, draw)}`;
  });
  return [title, [...checks, ...about(null)].join('\n'), ...pictures].join('\n\n');
}

/** In the form by which editors find a place. */
const hintLine = ({ file, line, message }: LineHint, style: Style): string =>
  `    ${style('bold', `${file}:${line}`)}  ${message}`;

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

function checkLines(
  { title, earned, points, status, message, hint }: CheckResult,
  width: number,
  style: Style,
) {
  const head = `${style(signColours[status], signs[status])} ${title.padEnd(width)}  ${String(earned).padStart(4)} of ${points}`;
  return [head, `    ${message}`, ...(hint ? [style('italic', `    Hint: ${hint}`)] : [])];
}
