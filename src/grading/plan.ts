import type { Exercise, Language } from './exercise.js';
import type { Scenario } from './scenario.js';
import type { Submission } from './submission-files.js';

/** A program under one scenario. */
export interface ProgramRun {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly scenario: Scenario;
}

/** One run to be made. */
export interface PlannedRun extends ProgramRun {
  readonly language: Language;
}

/** In the order of the exercise's scenarios. */
export function plan(exercise: Exercise, submission: Submission): PlannedRun[] {
  return exercise.scenarios.map((scenario) => ({
    language: submission.language,
    files: submission.files,
    entry: submission.entry,
    scenario,
  }));
}
