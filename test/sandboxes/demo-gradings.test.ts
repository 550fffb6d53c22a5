import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { exercisesDirectory } from '../../src/config/package-root.js';
import { readDemoGradings } from '../../src/demo/demo-gradings.js';
import { demoPrograms } from '../../src/demo/demo-programs.js';
import { CheckHost } from '../../src/execution/check-host/client.js';
import { rescore } from '../../src/execution/grade.js';
import { ProgramReader } from '../../src/execution/program-reader/client.js';
import { readExercise } from '../../src/exercises/read-exercise.js';
import { acceptSubmission } from '../../src/grading/submission-files.js';

/** What the demo course shows was not made up: the checks and hints of today say the same of the stored runs. */

const checkHost = new CheckHost();
const programReader = new ProgramReader();
afterAll(async () => {
  await Promise.all([programReader.stop(), checkHost.stop()]);
});

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
  const judged = await rescore({ checkHost, programReader }, exercise, accepted.submission, runs);
  if (judged.kind === 'exercise-fault') throw new Error(judged.fault.message);
  expect(judged.report, 'npm run demo:write makes them anew').toEqual(report);
});
