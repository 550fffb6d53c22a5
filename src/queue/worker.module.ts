import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { SolutionWorkRepository } from '../authoring/solution-work.repository.js';
import type { Config } from '../config/config.js';
import { DeliveryRepository } from '../lms/delivery.repository.js';
import { DELIVERY_SENDERS, type DeliverySender } from '../lms/delivery-sender.js';
import { ltiScoreProviders } from '../lms/lti/lti-score.providers.js';
import { LtiScoreSender } from '../lms/lti/lti-score-sender.js';
import { outgoingHttp } from '../lms/outgoing.provider.js';
import { WebhookRepository } from '../lms/webhook.repository.js';
import { WebhookSender } from '../lms/webhook-sender.js';
import type { BackgroundKind } from '../platform/background-producer.js';
import { Notifications } from '../platform/notifications.js';
import { PrismaService } from '../platform/prisma.service.js';
import { QueueBackend } from '../platform/queue-backend.js';
import { RegradeWorkRepository } from '../regrades/regrade-work.repository.js';
import { SimilarityWorkRepository } from '../similarity/similarity-work.repository.js';
import { GradingRepository } from '../submissions/grading.repository.js';
import { type BackgroundProcessor, BackgroundWorker } from './background.worker.js';
import { BackgroundQueues } from './background-queues.js';
import { DeliveryCleaner } from './delivery.cleaner.js';
import { DeliveryDispatcher } from './delivery.dispatcher.js';
import { DeliveryProcessor } from './delivery.processor.js';
import { DeliveryWorker } from './delivery.worker.js';
import { DeliveryQueue } from './delivery-queue.js';
import { GradeProcessor } from './grade.processor.js';
import { GradeWorker } from './grade.worker.js';
import { GradeQueue } from './grade-queue.js';
import { Grader } from './grader.js';
import { LostWorkSweeper, type UnfinishedWork } from './lost-work.sweeper.js';
import { RegradeProcessor } from './regrade.processor.js';
import { SimilarityProcessor } from './similarity.processor.js';
import { SolutionsProcessor } from './solutions.processor.js';

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
      ...inTheBackground('solutions', SolutionsProcessor, SolutionWorkRepository, drainMs),
      ...inTheBackground('similarity', SimilarityProcessor, SimilarityWorkRepository, drainMs),
      ...deliveries(drainMs),
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

/** What other systems are told: who finds what is due, who sends it, and who finds lost jobs. */
function deliveries(drainMs: number): Provider[] {
  return [
    DeliveryRepository,
    DeliveryQueue,
    DeliveryProcessor,
    DeliveryCleaner,
    WebhookRepository,
    WebhookSender,
    ...ltiScoreProviders,
    outgoingHttp,
    // A kind of delivery is sent by the one of these that has its name.
    {
      provide: DELIVERY_SENDERS,
      inject: [WebhookSender, LtiScoreSender],
      useFactory: (...senders: DeliverySender[]) => senders,
    },
    {
      provide: 'delivery announcements',
      inject: [PrismaService],
      useFactory: ({ databaseUrl }: PrismaService) => new Notifications(databaseUrl, 'interleave_deliveries'),
    },
    {
      provide: DeliveryDispatcher,
      inject: [DeliveryRepository, DeliveryQueue, 'delivery announcements'],
      useFactory: (work: DeliveryRepository, queue: DeliveryQueue, announcements: Notifications) =>
        new DeliveryDispatcher(work, queue, announcements),
    },
    {
      provide: DeliveryWorker,
      inject: [QueueBackend, DeliveryProcessor],
      useFactory: (backend: QueueBackend, processor: DeliveryProcessor) =>
        new DeliveryWorker(backend, processor, drainMs),
    },
    {
      provide: 'delivery sweeper',
      inject: [DeliveryRepository, DeliveryQueue],
      useFactory: (work: UnfinishedWork, queue: DeliveryQueue) => new LostWorkSweeper(work, queue),
    },
  ];
}
