import type { GradeOptions, Grading, Rescoring } from '../../src/execution/grade.js';
import type { Exercise } from '../../src/grading/exercise.js';
import { maxScoreOf } from '../../src/grading/exercise.js';
import type { Submission } from '../../src/grading/submission-files.js';
import { Grader } from '../../src/queue/grader.js';
import { aRun } from './runs.js';

type Behaviour = (call: GradeCall) => Promise<Grading>;

export interface GradeCall {
  readonly exercise: Exercise;
  readonly submission: Submission;
  readonly options: GradeOptions;
}

/** Grades without a sandbox, as it is told: for tests of what is around it. */
export class PretendGrader extends Grader {
  readonly calls: GradeCall[] = [];

  constructor(public behaviour: Behaviour = graded) {
    super();
  }

  grade(exercise: Exercise, submission: Submission, options: GradeOptions): Promise<Grading> {
    const call = { exercise, submission, options };
    this.calls.push(call);
    return this.behaviour(call);
  }

  async rescore(exercise: Exercise, submission: Submission): Promise<Rescoring> {
    const grading = await this.grade(exercise, submission, {});
    if (grading.kind === 'sandbox-fault') throw new Error('Nothing runs when runs are judged again');
    return grading;
  }

  async assertReady(): Promise<void> {}
}

/** Full score, with one run per scenario, telling every step. */
export async function graded({ exercise, options }: GradeCall): Promise<Grading> {
  const { scenarios } = exercise;
  scenarios.forEach(({ id }, at) => {
    options.onProgress?.({ step: 'running', scenario: id, index: at + 1, total: scenarios.length });
  });
  options.onProgress?.({ step: 'checking' });
  const maxScore = maxScoreOf(exercise);
  const report = {
    exercise: exercise.slug,
    version: exercise.version,
    score: maxScore,
    maxScore,
    checks: exercise.checks.map((check) => ({
      ...check,
      earned: check.points,
      status: 'passed' as const,
      message: 'It does',
      hint: null,
    })),
    measures: {},
  };
  return { kind: 'graded', report, runs: scenarios.map(({ id }) => aRun({ scenario: id })) };
}

export async function sandboxFault({ exercise }: GradeCall): Promise<Grading> {
  const fault = { step: 'mount', message: 'no room' };
  const runs = exercise.scenarios.map(({ id }) => aRun({ scenario: id, outcome: 'sandbox-fault', fault }));
  return { kind: 'sandbox-fault', fault, runs };
}

export async function exerciseFault({ exercise }: GradeCall): Promise<Grading> {
  const fault = { code: 'check-threw' as const, message: 'The check "runs" threw' };
  return { kind: 'exercise-fault', fault, runs: exercise.scenarios.map(({ id }) => aRun({ scenario: id })) };
}

/** Runs until it is told to stop, or until `go` is called; then goes on as `then` says. */
export function held(then: Behaviour = graded): { behaviour: Behaviour; go: () => void } {
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  const behaviour: Behaviour = async (call) => {
    const { signal } = call.options;
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      void gone.then(resolve);
    });
    return then(call);
  };
  return { behaviour, go };
}
