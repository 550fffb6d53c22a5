import type { GradeOptions, Grading } from '../execution/grade.js';
import type { Exercise } from '../grading/exercise.js';
import type { Submission } from '../grading/submission-files.js';

/** `grade` of src/execution, with what it stands on already bound. */
export abstract class Grader {
  /** Rejects only with the reason of `signal`, or when the processes it stands on cannot be kept alive. */
  abstract grade(exercise: Exercise, submission: Submission, options: GradeOptions): Promise<Grading>;

  /** Throws with the reason when nothing can be graded here. */
  abstract assertReady(): Promise<void>;
}
