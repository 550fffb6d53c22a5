import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { appModule } from './app.module.js';
import { parseConfig } from './config/config.js';
import { addressRoutes } from './http-app.js';

/** The application as far as the OpenAPI document needs it: nothing is started, and no server is asked. */
export async function previewApp(): Promise<INestApplication> {
  const module = appModule({
    config: parseConfig({ INTERLEAVE_ROLES: 'api' }),
    connections: { databaseUrl: 'postgres://localhost/none', redisUrl: null },
    makeGrader: () => {
      throw new Error('Nothing is graded here');
    },
  });
  const app = await NestFactory.create(module, { preview: true, logger: false });
  addressRoutes(app);
  return app;
}
