import type { GradeOptions, Grading, Rescoring } from '../execution/grade.js';
import type { Exercise } from '../grading/exercise.js';
import type { Submission } from '../grading/submission-files.js';
import type { Run } from '../grading/timeline.js';

/** `grade` and `rescore` of src/execution, with what it stands on already bound. */
export abstract class Grader {
  /** Rejects only with the reason of `signal`, or when the processes it stands on cannot be kept alive. */
  abstract grade(exercise: Exercise, submission: Submission, options: GradeOptions): Promise<Grading>;

  /** Judges runs that were made before; rejects only when the processes it stands on cannot be kept alive. */
  abstract rescore(exercise: Exercise, submission: Submission, runs: readonly Run[]): Promise<Rescoring>;

  /** Throws with the reason when nothing can be graded here. */
  abstract assertReady(): Promise<void>;
}
