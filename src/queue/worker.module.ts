import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { QueueBackend } from '../platform/queue-backend.js';
import { GradingRepository } from '../submissions/grading.repository.js';
import { GradeProcessor } from './grade.processor.js';
import { GradeWorker } from './grade.worker.js';
import { Grader } from './grader.js';
import { LostWorkSweeper } from './lost-work.sweeper.js';

@Module({})
class WorkerModule {}

/** The consumer's side of the queue. */
export function workerModule({ concurrency, drainMs }: Config, makeGrader: () => Grader): DynamicModule {
  return {
    module: WorkerModule,
    providers: [
      { provide: Grader, useFactory: makeGrader },
      GradingRepository,
      GradeProcessor,
      {
        provide: GradeWorker,
        inject: [QueueBackend, GradeProcessor],
        useFactory: (backend: QueueBackend, processor: GradeProcessor) =>
          new GradeWorker(backend, processor, { concurrency, drainMs }),
      },
      LostWorkSweeper,
    ],
  };
}
