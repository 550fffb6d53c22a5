import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exercisesDirectory } from '../../src/config/package-root.js';
import { grade } from '../../src/execution/grade.js';
import { localExecution } from '../../src/execution/local-execution.js';
import { exerciseFolders } from '../../src/exercises/catalogue.js';
import { readExercise } from '../../src/exercises/read-exercise.js';
import { readSolutions, type Solution } from '../../src/exercises/solutions.js';
import { type Exercise, inLanguage, languages, maxScoreOf } from '../../src/grading/exercise.js';
import { acceptSubmission } from '../../src/grading/submission-files.js';
import { linesOfSolutions } from '../support/lines-of-solutions.js';
import { WithoutLines } from '../support/without-lines.js';

/**
 * Every solution of every exercise gets the verdict that its first line names, all of it and nothing else; and hints
 * with lines beside it, which change nothing of it.
 */

const stateDirectory = mkdtempSync(join(tmpdir(), 'solutions-test-'));
const execution = localExecution({ stateDirectory });
const scores = new WithoutLines(execution);
afterAll(async () => {
  await execution.close();
  rmSync(stateDirectory, { recursive: true });
});

async function graded(exercise: Exercise, { language, files }: Solution) {
  const accepted = acceptSubmission(exercise, { language, files });
  if (!accepted.accepted) throw new Error(JSON.stringify(accepted.problems));
  const grading = await grade(scores.execution, exercise, accepted.submission);
  if (grading.kind !== 'graded') throw new Error(`${grading.kind}: ${JSON.stringify(grading.fault)}`);
  const { hints = [], places: _, ...report } = grading.report;
  expect(report, 'reading the program changes nothing else').toEqual(scores.of(grading.runs));
  return { report, hints };
}

describe.each(exerciseFolders(exercisesDirectory))('%s', (directory) => {
  const exercise = readExercise(directory);
  const solutions = readSolutions(directory, exercise);

  it('has its checks, solutions that are right and solutions that are wrong', async () => {
    for (const language of languages) {
      expect(await execution.checkHost.findFault(inLanguage(exercise, language))).toBeNull();
    }
    const right = solutions.filter(({ name }) => name.startsWith('right-'));
    const wrong = solutions.filter(({ name }) => name.startsWith('wrong-'));
    expect(right.length + wrong.length).toBe(solutions.length);
    expect(right.every(({ failing }) => failing.length === 0)).toBe(true);
    expect(wrong.every(({ failing }) => failing.length > 0)).toBe(true);
    expect(right.length).toBeGreaterThanOrEqual(6);
    expect(wrong.length).toBeGreaterThanOrEqual(12);
  });

  const cases = solutions.map((solution) => [`${basename(directory)}/${solution.name}`, solution] as const);
  it.concurrent.each(cases)('%s', { timeout: 120_000 }, async (_, solution) => {
    const { report, hints } = await graded(exercise, solution);
    const lost = report.checks.filter(({ earned, points }) => earned < points);
    const told = lost.map(({ id, status, message }) => `${id}: ${status}: ${message}`).join('\n');
    expect(lost.map(({ id }) => id).sort(), told).toEqual([...solution.failing].sort());
    if (solution.failing.length === 0) expect(report.score).toBe(maxScoreOf(exercise));
    for (const { message } of hints) expect(message).not.toMatch(/undefined|NaN|Infinity|\[object/);
    if (solution.failing.length === 0) expect(hints).toEqual([]);
    const lines = linesOfSolutions[`${basename(directory)}/${solution.name.replace(/\.py$/, '')}`];
    if (lines) expect(hints.map(({ check, line }) => `${check} ${line}`)).toEqual(lines);
    for (const { message, hint } of report.checks) {
      expect(message).not.toMatch(/undefined|NaN|\[object/);
      expect(hint).not.toBe('');
    }
  });
});
