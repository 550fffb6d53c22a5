import { Injectable, Logger } from '@nestjs/common';
import { ExerciseLibrary } from '../courses/exercise-library.js';
import { ComparisonStopped, compare } from '../similarity/comparison.js';
import { type ComparisonTask, SimilarityWorkRepository } from '../similarity/similarity-work.repository.js';
import type { BackgroundProcessor, Stop } from './background.worker.js';

/** Compares the programs of an assignment with each other. Nothing follows from it: people look at what is similar. */
@Injectable()
export class SimilarityProcessor implements BackgroundProcessor {
  private readonly logger = new Logger(SimilarityProcessor.name);

  constructor(
    private readonly reports: SimilarityWorkRepository,
    private readonly library: ExerciseLibrary,
  ) {}

  async process(reportId: string, { signal }: Stop): Promise<void> {
    const task = await this.reports.find(reportId);
    if (!task) return;
    try {
      await this.compare(reportId, task, signal);
    } catch (error) {
      if (!(error instanceof ComparisonStopped)) throw error;
      this.logger.warn(error.message);
      await this.reports.fail(reportId, error.message);
    }
  }

  private async compare(reportId: string, task: ComparisonTask, signal: AbortSignal): Promise<void> {
    const ids = await this.reports.findNewest(task.assignmentId);
    const exercise = await this.library.find(task.exercise, task.exerciseVersion);
    const { pairs, found } = await compare(
      {
        starter: Object.values(exercise?.languages ?? {}).flatMap(({ starter }) => starter),
        programs: this.reports.readPrograms(ids),
        threshold: task.threshold,
      },
      signal,
    );
    const message =
      found > pairs.length
        ? `There are ${found} pairs; the ${pairs.length} most telling ones are kept. A higher threshold leaves fewer.`
        : null;
    await this.reports.finish(reportId, { compared: ids.length, pairs, message });
    this.logger.log(`Compared ${ids.length} programs: ${found} pairs`);
  }
}
