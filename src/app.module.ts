import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ZodSerializerInterceptor, ZodValidationPipe } from 'nestjs-zod';
import type { Config } from './config/config.js';
import { Catalogue, readCatalogue } from './exercises/catalogue.js';
import { GradeProducer } from './platform/grade-producer.js';
import { HealthController } from './platform/health.controller.js';
import { Notifications } from './platform/notifications.js';
import { PrismaService } from './platform/prisma.service.js';
import { ProblemFilter } from './platform/problem.filter.js';
import { QueueBackend } from './platform/queue-backend.js';
import { ReadinessChecks } from './platform/readiness-checks.js';
import { GradeProcessor } from './queue/grade.processor.js';
import { GradeWorker } from './queue/grade.worker.js';
import { GradeQueue } from './queue/grade-queue.js';
import { Grader } from './queue/grader.js';
import { LostWorkSweeper } from './queue/lost-work.sweeper.js';
import { EventStreams } from './submissions/event-streams.js';
import { ExercisesController } from './submissions/exercises.controller.js';
import { GradingRepository } from './submissions/grading.repository.js';
import { SubmissionRepository } from './submissions/submission.repository.js';
import { SubmissionsController } from './submissions/submissions.controller.js';

/** Where the servers are that the service stands on; known once they have been started. */
export interface Connections {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
}

export interface Parts {
  readonly config: Config;
  readonly connections: Connections;
  /** Makes what grades; called in workers only. */
  readonly makeGrader: () => Grader;
}

@Module({})
class AppModule {}

/** The service, put together by the roles of this process. */
export function appModule(parts: Parts): DynamicModule {
  const { roles } = parts.config;
  const isApi = roles.includes('api');
  return {
    module: AppModule,
    imports: [TerminusModule.forRoot({ logger: false })],
    controllers: isApi ? [ExercisesController, SubmissionsController, HealthController] : [],
    providers: [
      ...sharedProviders(parts),
      ...(isApi ? apiProviders(parts) : []),
      ...(roles.includes('worker') ? workerProviders(parts) : []),
    ],
  };
}

function sharedProviders({ config, connections: { databaseUrl, redisUrl } }: Parts): Provider[] {
  return [
    { provide: Catalogue, useFactory: () => readCatalogue(config.exercisesDirectory) },
    { provide: PrismaService, useFactory: () => new PrismaService(databaseUrl) },
    { provide: QueueBackend, useFactory: () => new QueueBackend(databaseUrl, redisUrl) },
    GradeQueue,
    ReadinessChecks,
  ];
}

function apiProviders({ connections: { databaseUrl } }: Parts): Provider[] {
  return [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: ZodValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: ZodSerializerInterceptor },
    { provide: Notifications, useFactory: () => new Notifications(databaseUrl) },
    { provide: GradeProducer, useExisting: GradeQueue },
    SubmissionRepository,
    EventStreams,
  ];
}

function workerProviders({ config, makeGrader }: Parts): Provider[] {
  const { concurrency, drainMs } = config;
  return [
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
  ];
}
