import { Injectable, Logger } from '@nestjs/common';
import { SolutionWorkRepository } from '../authoring/solution-work.repository.js';
import { trySolution } from '../execution/run-solution.js';
import type { BackgroundProcessor, Stop } from './background.worker.js';
import { Grader } from './grader.js';

/** A solution that ends its worker every time must not do so for ever. */
const maxDeliveries = 5;

/** Grades the solutions of an exercise that a course writes, one after the other, while no student waits. */
@Injectable()
export class SolutionsProcessor implements BackgroundProcessor {
  private readonly logger = new Logger(SolutionsProcessor.name);

  constructor(
    private readonly runs: SolutionWorkRepository,
    private readonly grader: Grader,
  ) {}

  async process(runId: string, stop: Stop): Promise<void> {
    const task = await this.runs.begin(runId);
    if (!task) return;
    if (task.deliveries > maxDeliveries) {
      return this.runs.fail(runId, 'The worker was lost each time it ran these solutions.');
    }
    const { exercise, solutions } = task;
    const options = { signal: stop.signal, background: true };
    for (const solution of solutions) {
      stop.throwIfAsked();
      const tried = await trySolution(exercise, solution, (submission) =>
        this.grader.grade(exercise, submission, options),
      );
      await this.runs.add(runId, tried);
    }
    await this.runs.finish(runId);
    this.logger.log(`Ran ${solutions.length} solutions of ${exercise.slug}`);
  }
}
