import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import type { Config } from '../config/config.js';
import type { BackgroundKind } from '../platform/background-producer.js';
import { QueueBackend } from '../platform/queue-backend.js';
import { RegradeWorkRepository } from '../regrades/regrade-work.repository.js';
import { SimilarityWorkRepository } from '../similarity/similarity-work.repository.js';
import { GradingRepository } from '../submissions/grading.repository.js';
import { type BackgroundProcessor, BackgroundWorker } from './background.worker.js';
import { BackgroundQueues } from './background-queues.js';
import { GradeProcessor } from './grade.processor.js';
import { GradeWorker } from './grade.worker.js';
import { GradeQueue } from './grade-queue.js';
import { Grader } from './grader.js';
import { LostWorkSweeper, type UnfinishedWork } from './lost-work.sweeper.js';
import { RegradeProcessor } from './regrade.processor.js';
import { SimilarityProcessor } from './similarity.processor.js';

@Module({})
class WorkerModule {}

/** The consumer's side of the queues. */
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
      {
        provide: LostWorkSweeper,
        inject: [GradingRepository, GradeQueue],
        useFactory: (work: UnfinishedWork, queue: GradeQueue) => new LostWorkSweeper(work, queue),
      },
      ...inTheBackground('regrade', RegradeProcessor, RegradeWorkRepository, drainMs),
      ...inTheBackground('similarity', SimilarityProcessor, SimilarityWorkRepository, drainMs),
    ],
  };
}

/** What does one kind of background work: its rows, its processor, and who takes up its jobs and finds lost ones. */
function inTheBackground(
  kind: BackgroundKind,
  processor: Type<BackgroundProcessor>,
  repository: Type<UnfinishedWork>,
  drainMs: number,
): Provider[] {
  return [
    repository,
    processor,
    {
      provide: `${kind} worker`,
      inject: [QueueBackend, processor],
      useFactory: (backend: QueueBackend, work: BackgroundProcessor) =>
        new BackgroundWorker(backend, kind, work, drainMs),
    },
    {
      provide: `${kind} sweeper`,
      inject: [repository, BackgroundQueues],
      useFactory: (work: UnfinishedWork, queues: BackgroundQueues) =>
        new LostWorkSweeper(work, queues.get(kind)),
    },
  ];
}
