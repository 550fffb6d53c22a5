import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ZodSerializerInterceptor, ZodValidationPipe } from 'nestjs-zod';
import type { Config } from './config/config.js';
import { exercisesDirectory } from './config/package-root.js';
import { Catalogue, readCatalogue } from './exercises/catalogue.js';
import { GradeProducer } from './platform/grade-producer.js';
import { HealthController } from './platform/health.controller.js';
import { Notifications } from './platform/notifications.js';
import { PrismaService } from './platform/prisma.service.js';
import { ProblemFilter } from './platform/problem.filter.js';
import { QueueBackend } from './platform/queue-backend.js';
import { ReadinessChecks } from './platform/readiness-checks.js';
import { GradeQueue } from './queue/grade-queue.js';
import { EventStreams } from './submissions/event-streams.js';
import { ExercisesController } from './submissions/exercises.controller.js';
import { SubmissionRepository } from './submissions/submission.repository.js';
import { SubmissionsController } from './submissions/submissions.controller.js';

/** Where the servers are that the service stands on; known once they have been started. */
export interface Connections {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
}

/** The parts of the service, put together by the roles of this process. */
@Module({})
export class AppModule {
  static register(config: Config, connections: Connections): DynamicModule {
    const isApi = config.roles.includes('api');
    return {
      module: AppModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: isApi ? [ExercisesController, SubmissionsController, HealthController] : [],
      providers: [...sharedProviders(connections), ...(isApi ? apiProviders(connections) : [])],
    };
  }
}

function sharedProviders({ databaseUrl, redisUrl }: Connections): Provider[] {
  return [
    { provide: Catalogue, useFactory: () => readCatalogue(exercisesDirectory) },
    { provide: PrismaService, useFactory: () => new PrismaService(databaseUrl) },
    { provide: QueueBackend, useFactory: () => new QueueBackend(databaseUrl, redisUrl) },
    GradeQueue,
    ReadinessChecks,
  ];
}

function apiProviders({ databaseUrl }: Connections): Provider[] {
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
