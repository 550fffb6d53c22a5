import { Injectable, Logger } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import { ExerciseLibrary } from '../courses/exercise-library.js';
import type { Grading, Progress } from '../execution/grade.js';
import { Catalogue } from '../exercises/catalogue.js';
import type { Exercise } from '../grading/exercise.js';
import { acceptSubmission } from '../grading/submission-files.js';
import { withRequestId } from '../platform/request-context.js';
import { type Failure, GradingRepository, type GradingSnapshot } from '../submissions/grading.repository.js';
import { type TitledRun, withTitles } from '../submissions/run-rows.js';
import type { GradeJob } from './grade-queue.js';
import { Grader } from './grader.js';

/** A submission that ends its worker every time must not do so for ever. */
const maxDeliveries = 12;

/** A fault of ours: the queue tries again, and the last try makes the submission fail. */
class FaultOfOurs extends Error {
  constructor(
    readonly failure: Failure,
    readonly runs: readonly TitledRun[],
    options?: ErrorOptions,
  ) {
    super(`${failure.code}: ${failure.message}`, options);
  }
}

/**
 * The grade job: one snapshot of the submission, `grade`, one transaction. Between the two the database is only told
 * how far it got. A job may come again at any point; what is final stays as it is.
 */
@Injectable()
export class GradeProcessor {
  private readonly logger = new Logger(GradeProcessor.name);

  constructor(
    private readonly submissions: GradingRepository,
    private readonly catalogue: Catalogue,
    private readonly library: ExerciseLibrary,
    private readonly grader: Grader,
  ) {}

  /** Rejects when the job is to be tried again, with the reason of `signal` when the worker is to stop. */
  async process(job: Job<GradeJob>, signal: AbortSignal): Promise<void> {
    const { submissionId } = job.data;
    await withRequestId(submissionId, async () => {
      const snapshot = await this.submissions.begin(submissionId);
      if (!snapshot) {
        this.logger.log('There is nothing to do: it is final already');
        return;
      }
      try {
        await this.grade(snapshot, signal);
      } catch (error) {
        await this.giveBack(job, error, signal);
      }
    });
  }

  private async grade(snapshot: GradingSnapshot, signal: AbortSignal): Promise<void> {
    if (snapshot.deliveries > maxDeliveries) {
      const message = 'The worker was lost each time it graded this submission.';
      return this.fail(snapshot.id, { code: 'worker-lost', message });
    }
    const exercise = await this.exerciseOf(snapshot);
    const accepted = exercise && acceptSubmission(exercise, snapshot);
    if (!exercise || !accepted?.accepted) {
      const message =
        'The exercise has been changed or taken away since, and does not take these files any more.';
      return this.fail(snapshot.id, { code: 'exercise-changed', message });
    }
    const progress = new ProgressWriter(this.submissions, snapshot.id, this.logger);
    const grading = await this.grader
      .grade(exercise, accepted.submission, { signal, onProgress: (step) => progress.note(step) })
      .finally(() => progress.settled());
    await this.store(snapshot.id, exercise, grading);
  }

  private async exerciseOf({ exercise, pinnedVersion }: GradingSnapshot): Promise<Exercise | null> {
    return pinnedVersion === null
      ? this.catalogue.find(exercise)
      : this.library.find(exercise, pinnedVersion);
  }

  private async store(id: string, exercise: Exercise, grading: Grading): Promise<void> {
    const runs = withTitles(grading.runs, exercise);
    switch (grading.kind) {
      case 'graded': {
        const isFirst = await this.submissions.finish(id, grading.report, runs);
        if (grading.hintsFault) this.logger.error(`Submission ${id} lacks hints: ${grading.hintsFault}`);
        const { score, maxScore } = grading.report;
        this.logger.log(isFirst ? `Graded: ${score} of ${maxScore}` : 'Graded before by somebody else');
        return;
      }
      case 'exercise-fault':
        return this.fail(id, { code: 'exercise-fault', message: grading.fault.message }, runs);
      case 'sandbox-fault': {
        const message = `The sandbox could not run the program (${grading.fault.step}): ${grading.fault.message}`;
        throw new FaultOfOurs({ code: 'sandbox-fault', message }, runs);
      }
    }
  }

  private async fail(id: string, failure: Failure, runs: readonly TitledRun[] = []): Promise<void> {
    await this.submissions.fail(id, failure, runs);
    this.logger.error(`Failed, with no score: ${failure.code}: ${failure.message}`);
  }

  private async giveBack(job: Job<GradeJob>, error: unknown, signal: AbortSignal): Promise<never> {
    const { submissionId } = job.data;
    if (signal.aborted) {
      await this.submissions.showQueued(submissionId);
      throw signal.reason;
    }
    const fault =
      error instanceof FaultOfOurs
        ? error
        : new FaultOfOurs({ code: 'internal-error', message: 'Something went wrong on our side.' }, [], {
            cause: error,
          });
    this.logger.warn(`A fault of ours, to be tried again: ${explained(error)}`);
    if (job.attemptsMade + 1 >= (job.opts.attempts ?? 1)) {
      await this.fail(submissionId, fault.failure, fault.runs);
      throw new UnrecoverableError(fault.message);
    }
    await this.submissions.showQueued(submissionId);
    throw fault;
  }
}

/** The place in the code matters only where nobody expected a fault. */
function explained(error: unknown): string {
  if (error instanceof FaultOfOurs) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Writes steps one after the other, without holding up the grading; a step that cannot be shown is no fault. */
class ProgressWriter {
  private chain: Promise<void> = Promise.resolve();

  constructor(
    private readonly submissions: GradingRepository,
    private readonly id: string,
    private readonly logger: Logger,
  ) {}

  note(progress: Progress): void {
    this.chain = this.chain
      .then(() => this.write(progress))
      .catch((error: unknown) => this.logger.warn(`Progress is not shown: ${(error as Error).message}`));
  }

  /** When nothing is being written any more, so that no late step comes after the end. */
  settled(): Promise<void> {
    return this.chain;
  }

  private write(progress: Progress): Promise<void> {
    if (progress.step === 'checking') return this.submissions.showChecking(this.id);
    return this.submissions.showRunning(this.id, progress.scenario, progress.index, progress.total);
  }
}
