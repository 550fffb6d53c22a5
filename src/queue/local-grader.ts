import type { OnApplicationShutdown } from '@nestjs/common';
import { type GradeOptions, type Grading, grade, type Rescoring, rescore } from '../execution/grade.js';
import { type LocalExecution, localExecution, missingBuilds } from '../execution/local-execution.js';
import type { Exercise } from '../grading/exercise.js';
import type { Submission } from '../grading/submission-files.js';
import type { Run } from '../grading/timeline.js';
import { Grader } from './grader.js';

/** Grades on this machine. Its processes start when the first submission comes, and end with the service. */
export class LocalGrader extends Grader implements OnApplicationShutdown {
  private readonly execution: LocalExecution;

  constructor(stateDirectory: string) {
    super();
    this.execution = localExecution({ stateDirectory });
  }

  grade(exercise: Exercise, submission: Submission, options: GradeOptions): Promise<Grading> {
    return grade(this.execution, exercise, submission, options);
  }

  rescore(exercise: Exercise, submission: Submission, runs: readonly Run[]): Promise<Rescoring> {
    return rescore(this.execution, exercise, submission, runs);
  }

  async assertReady(): Promise<void> {
    const missing = missingBuilds();
    if (missing.length > 0) throw new Error(`not built: ${missing.join(', ')} (make build)`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.execution.close();
  }
}
