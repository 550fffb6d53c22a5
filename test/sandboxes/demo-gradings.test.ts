import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { exercisesDirectory } from '../../src/config/package-root.js';
import { readDemoGradings } from '../../src/demo/demo-gradings.js';
import { demoPrograms } from '../../src/demo/demo-programs.js';
import { CheckHost } from '../../src/execution/check-host/client.js';
import { readExercise } from '../../src/exercises/read-exercise.js';
import { judge } from '../../src/grading/judge.js';
import { acceptSubmission } from '../../src/grading/submission-files.js';

/** What the demo course shows was not made up: the checks of today say the same of the stored runs. */

const checkHost = new CheckHost();
afterAll(() => checkHost.stop());

const gradings = readDemoGradings();

it('holds every program of the demo course', () => {
  const wanted = Object.entries(demoPrograms).flatMap(([slug, programs]) =>
    programs.map((program) => `${slug}/${program}`),
  );
  expect(gradings.map(({ exercise, program }) => `${exercise}/${program}`)).toEqual(wanted);
});

it.each(gradings)('$exercise/$program', async ({ exercise: slug, files, report, runs }) => {
  const exercise = readExercise(join(exercisesDirectory, slug));
  const accepted = acceptSubmission(exercise, { language: 'python', files });
  if (!accepted.accepted) throw new Error(JSON.stringify(accepted.problems));
  const checked = await checkHost.check(exercise, { ...accepted.submission, runs });
  if (checked.kind === 'fault') throw new Error(checked.fault.message);
  expect(judge(exercise, runs, checked.verdicts), 'npm run demo:write makes them anew').toEqual(report);
});
