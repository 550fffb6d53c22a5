import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ZodSerializerInterceptor } from 'nestjs-zod';
import { AuthModule } from './auth/auth.module.js';
import { AuthoringModule } from './authoring/authoring.module.js';
import type { Config } from './config/config.js';
import { CoursesModule } from './courses/courses.module.js';
import { DemoCourse } from './demo/demo-course.js';
import { GradesModule } from './grades/grades.module.js';
import { LmsModule } from './lms/lms.module.js';
import { LtiModule } from './lms/lti/lti.module.js';

import { type Connections, platformModule } from './platform/platform.module.js';
import { ProblemFilter } from './platform/problem.filter.js';
import { ValidationPipe } from './platform/validation.pipe.js';
import type { Grader } from './queue/grader.js';
import { QueueModule } from './queue/queue.module.js';
import { workerModule } from './queue/worker.module.js';
import { RegradesModule } from './regrades/regrades.module.js';
import { SimilarityModule } from './similarity/similarity.module.js';
import { SubmissionsModule } from './submissions/submissions.module.js';

export interface Parts {
  readonly config: Config;
  readonly connections: Connections;
  /** Makes what grades; called in workers only. */
  readonly makeGrader: () => Grader;
}

/** What answers requests; each part of the service is a module of its own. */
@Module({
  imports: [
    AuthModule,
    CoursesModule,
    SubmissionsModule,
    GradesModule,
    RegradesModule,
    SimilarityModule,
    LtiModule,
    AuthoringModule,
    LmsModule,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: ValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: ZodSerializerInterceptor },
    DemoCourse,
  ],
})
class ApiModule {}

@Module({})
class AppModule {}

/** The service, put together by the roles of this process. */
export function appModule({ config, connections, makeGrader }: Parts): DynamicModule {
  return {
    module: AppModule,
    imports: [
      platformModule(config, connections),
      QueueModule,
      ...(config.roles.includes('api') ? [ApiModule] : []),
      ...(config.roles.includes('worker') ? [workerModule(config, makeGrader)] : []),
    ],
  };
}
