import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { parseConfig } from '../../src/config/config.js';
import { packageRoot } from '../../src/config/package-root.js';
import type { Grader } from '../../src/queue/grader.js';
import { type Service, startService } from '../../src/service.js';
import { PretendGrader } from './pretend-grader.js';

export const testExercises = join(packageRoot, 'test/support/exercises');

/** What the environment of a service under test says, besides where its servers are. */
export const testEnvironment = {
  PORT: '0',
  INTERLEAVE_EXERCISES: testExercises,
  INTERLEAVE_LOG_LEVEL: 'error',
  INTERLEAVE_DEMO: 'off',
};

export interface ServiceUnderTest {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  readonly roles?: string;
  readonly grader?: Grader;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The whole service in this process, with a pretended grader unless told otherwise. Its log shows errors only. */
export function startTestService(options: ServiceUnderTest): Promise<Service> {
  const config = parseConfig({
    ...testEnvironment,
    DATABASE_URL: options.databaseUrl,
    ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    ...(options.roles === undefined ? {} : { INTERLEAVE_ROLES: options.roles }),
    ...options.environment,
  });
  const grader = options.grader ?? new PretendGrader();
  Logger.overrideLogger(false);
  return startService({ config, makeGrader: () => grader, logger: silent });
}

const silent = { log() {}, warn() {}, error() {}, fatal() {}, debug() {}, verbose() {} };
