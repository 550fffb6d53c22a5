/** npm run demo:write: grades the programs of the demo course, on this machine, and keeps the results for it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { withLocalExecution } from '../cli/local.js';
import { exercisesDirectory } from '../config/package-root.js';
import { grade } from '../execution/grade.js';
import type { LocalExecution } from '../execution/local-execution.js';
import { readExercise } from '../exercises/read-exercise.js';
import { readSolutions, type Solution } from '../exercises/solutions.js';
import type { Exercise } from '../grading/exercise.js';
import { acceptSubmission } from '../grading/submission-files.js';
import { type DemoGrading, demoGradingsFile } from './demo-gradings.js';
import { demoPrograms } from './demo-programs.js';

const gradings = await withLocalExecution(async (execution) => {
  const done: DemoGrading[] = [];
  for (const [slug, programs] of Object.entries(demoPrograms)) {
    const folder = join(exercisesDirectory, slug);
    const exercise = readExercise(folder);
    const solutions = new Map(readSolutions(folder, exercise).map((solution) => [solution.name, solution]));
    for (const program of programs) {
      const solution = solutions.get(program);
      if (!solution) throw new Error(`${slug} has no solution ${program}`);
      done.push(await gradingOf(execution, exercise, solution));
      console.log(`${slug}/${program}: ${done.at(-1)?.report.score}`);
    }
  }
  return done;
});
mkdirSync(dirname(demoGradingsFile), { recursive: true });
writeFileSync(
  demoGradingsFile,
  gzipSync(gradings.map((each) => `${JSON.stringify(each)}\n`).join(''), { level: 9 }),
);
console.log(`wrote ${demoGradingsFile}`);

async function gradingOf(
  execution: LocalExecution,
  exercise: Exercise,
  solution: Solution,
): Promise<DemoGrading> {
  const files = asStudentsWrite(solution);
  const accepted = acceptSubmission(exercise, { language: 'python', files });
  if (!accepted.accepted) throw new Error(JSON.stringify(accepted.problems));
  const grading = await grade(execution, exercise, accepted.submission);
  if (grading.kind !== 'graded')
    throw new Error(`${solution.name}: ${grading.kind}: ${grading.fault.message}`);
  const titles = new Map(exercise.scenarios.map(({ id, title }) => [id, title]));
  const runs = grading.runs.map((run) => ({ ...run, title: titles.get(run.scenario) ?? run.scenario }));
  return { exercise: exercise.slug, program: solution.name, files, report: grading.report, runs };
}

/** Without the line that labels the solution, and under the name that the editor gives a program. */
function asStudentsWrite({ files }: Solution): Record<string, string> {
  const names = Object.keys(files);
  const isAlone = names.length === 1;
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      isAlone ? 'main.py' : name,
      text.replace(/^# expect[^\n]*\n/, ''),
    ]),
  );
}
