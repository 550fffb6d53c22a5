import type { Exercise } from './exercise.js';
import type { Scenario } from './scenario.js';
import type { Submission } from './submission-files.js';

/** One run to be made: the same files under one scenario. */
export interface PlannedRun {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly scenario: Scenario;
}

/** In the order of the exercise's scenarios. */
export function plan(exercise: Exercise, submission: Submission): PlannedRun[] {
  return exercise.scenarios.map((scenario) => ({
    files: submission.files,
    entry: submission.entry,
    scenario,
  }));
}
