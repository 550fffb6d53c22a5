import { Injectable, Logger } from '@nestjs/common';
import { ExerciseLibrary } from '../courses/exercise-library.js';
import type { Grading } from '../execution/grade.js';
import type { Exercise } from '../grading/exercise.js';
import { effectiveResult } from '../grading/grade.js';
import { acceptSubmission, type Submission } from '../grading/submission-files.js';
import type { Run } from '../grading/timeline.js';
import { type RegradeTask, RegradeWorkRepository } from '../regrades/regrade-work.repository.js';
import { withTitles } from '../submissions/run-rows.js';
import type { BackgroundProcessor, Stop } from './background.worker.js';
import { Grader } from './grader.js';

/** A submission that ends its worker every time must not hold up its set for ever. */
const maxDeliveries = 5;

/** Why an item has no new score, for the instructor. Never the student's fault. */
class CannotBeJudged extends Error {}

/**
 * Fills a set: one submission after the other is judged again, and the result kept beside the submission until somebody
 * applies or discards the set. May stop and begin again at any item.
 */
@Injectable()
export class RegradeProcessor implements BackgroundProcessor {
  private readonly logger = new Logger(RegradeProcessor.name);

  constructor(
    private readonly regrades: RegradeWorkRepository,
    private readonly library: ExerciseLibrary,
    private readonly grader: Grader,
  ) {}

  async process(regradeId: string, stop: Stop): Promise<void> {
    do {
      await this.passThrough(regradeId, stop);
      if (await this.regrades.showReady(regradeId)) this.logger.log('All of it is judged again');
    } while (await this.regrades.isWorking(regradeId));
  }

  /** In the order of ids, so that what was passed need not be looked at again. */
  private async passThrough(regradeId: string, stop: Stop): Promise<void> {
    let task = await this.regrades.begin(regradeId, null);
    while (task) {
      await this.take(task, stop);
      stop.throwIfAsked();
      task = await this.regrades.begin(regradeId, task.submissionId);
    }
  }

  private async take(task: RegradeTask, { signal }: Stop): Promise<void> {
    try {
      if (task.deliveries > maxDeliveries) {
        throw new CannotBeJudged('The worker was lost each time it judged this submission.');
      }
      const { report, runs, exercise, hintsFault } = await this.judge(task, signal);
      if (hintsFault) this.logger.error(`Submission ${task.submissionId} lacks hints: ${hintsFault}`);
      await this.regrades.finish(task, {
        report,
        scoreAfter: effectiveResult(report, task.overrides).score,
        runs: task.mode === 'rerun' ? withTitles(runs, exercise) : null,
      });
    } catch (error) {
      if (!(error instanceof CannotBeJudged)) throw error;
      this.logger.warn(`Submission ${task.submissionId}: ${error.message}`);
      await this.regrades.fail(task, error.message);
    }
  }

  private async judge(task: RegradeTask, signal: AbortSignal) {
    const exercise = await this.library.find(task.exercise, task.exerciseVersion);
    if (!exercise) throw new CannotBeJudged(`${nameOf(task)} is not there any more.`);
    const accepted = acceptSubmission(exercise, task);
    if (!accepted.accepted) {
      const reasons = accepted.problems.map(({ message }) => message).join('; ');
      throw new CannotBeJudged(`${nameOf(task)} does not take these files: ${reasons}.`);
    }
    const { submission } = accepted;
    const graded =
      task.mode === 'rerun'
        ? judged(await this.grader.grade(exercise, submission, { signal, background: true }))
        : await this.rescore(task, exercise, submission);
    return { ...graded, exercise };
  }

  private async rescore(task: RegradeTask, exercise: Exercise, submission: Submission): Promise<Judged> {
    const runs = runsFor(exercise, task, await this.regrades.findRuns(task.submissionId));
    const rescoring = await this.grader.rescore(exercise, submission, runs);
    return judged({ ...rescoring, runs });
  }
}

/** The stored runs of the version's scenarios, in its order. */
function runsFor(exercise: Exercise, task: RegradeTask, stored: readonly Run[]): Run[] {
  const byScenario = new Map(stored.map((run) => [run.scenario, run]));
  const ids = exercise.scenarios.map(({ id }) => id);
  const missing = ids.filter((id) => !byScenario.has(id));
  if (missing.length > 0) {
    const which = missing.map((id) => `"${id}"`).join(', ');
    throw new CannotBeJudged(
      `${nameOf(task)} also wants runs under ${which}, which were never made. Run it again instead.`,
    );
  }
  const runs = ids.flatMap((id) => byScenario.get(id) ?? []);
  const faulty = runs.find(({ outcome }) => outcome === 'sandbox-fault');
  if (faulty) {
    const message = `The stored run under "${faulty.scenario}" is none: the sandbox failed. Run it again instead.`;
    throw new CannotBeJudged(message);
  }
  return runs;
}

type Judged = Extract<Grading, { kind: 'graded' }>;

function judged(grading: Grading): Judged {
  switch (grading.kind) {
    case 'graded':
      return grading;
    case 'exercise-fault':
      throw new CannotBeJudged(`The checks failed: ${grading.fault.message}`);
    case 'sandbox-fault': {
      const { step, message } = grading.fault;
      throw new CannotBeJudged(`The sandbox could not run the program (${step}): ${message}`);
    }
  }
}

const nameOf = ({ exercise, exerciseVersion }: RegradeTask) => `Version ${exerciseVersion} of "${exercise}"`;
