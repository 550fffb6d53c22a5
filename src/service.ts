import { type DynamicModule, type INestApplicationContext, Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { appModule, type Parts } from './app.module.js';
import { completeDocument } from './complete-document.js';
import type { Config } from './config/config.js';
import { finishApp, prepareApp } from './http-app.js';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './platform/embedded-postgres.js';
import { migrate } from './platform/migrations.js';
import { serveOpenApi } from './platform/openapi.js';
import type { Connections } from './platform/platform.module.js';
import { addReadinessChecks } from './readiness.js';

/** A service that runs, in the roles that were asked for. */
export interface Service {
  /** Where it listens; null without the role api. */
  readonly url: string | null;
  readonly connections: Connections;
  /** Fulfils, with the reason, if the service cannot go on. */
  readonly lost: Promise<string>;
  /** Finishes or hands back what was begun, then stops everything that was started. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly config: Config;
  readonly makeGrader: Parts['makeGrader'];
  readonly logger: LoggerService;
}

/** In order: database, its migrations, then the parts; nothing stays behind when a step fails. */
export async function startService({ config, makeGrader, logger }: ServiceOptions): Promise<Service> {
  const log = new Logger('Service');
  const postgres = config.databaseUrl === null ? await openOwnPostgres(config.stateDirectory, log) : null;
  let app: INestApplicationContext | null = null;
  try {
    const connections = { databaseUrl: postgres?.url ?? config.databaseUrl ?? '', redisUrl: config.redisUrl };
    for (const name of await migrate(connections.databaseUrl)) log.log(`Migration applied: ${name}`);
    const module = appModule({ config, connections, makeGrader });
    const started = await startApp(module, config, logger);
    app = started.app;
    log.log(`Ready as ${config.roles.join(' and ')}${started.url ? ` at ${started.url}` : ''}`);
    return {
      url: started.url,
      connections,
      lost: (postgres?.lost ?? new Promise<never>(() => {})).then(
        (said) => `Postgres ended by itself: ${said}`,
      ),
      stop: async () => {
        await started.app.close();
        await postgres?.stop();
      },
    };
  } catch (error) {
    await app?.close();
    await postgres?.stop();
    throw error;
  }
}

async function openOwnPostgres(stateDirectory: string, log: Logger): Promise<EmbeddedPostgres> {
  const postgres = await openEmbeddedPostgres(stateDirectory);
  log.log(`${postgres.isOwner ? 'Started' : 'Joined'} the Postgres in ${stateDirectory}`);
  return postgres;
}

async function startApp(module: DynamicModule, config: Config, logger: LoggerService) {
  if (!config.roles.includes('api')) {
    const app = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
    return { app, url: null };
  }
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger,
    abortOnError: false,
    bodyParser: false,
    // Callers that keep a connection open without using it must not hold up the end.
    forceCloseConnections: true,
  });
  try {
    prepareApp(app);
    serveOpenApi(app, completeDocument);
    addReadinessChecks(app, config.roles);
    await app.init();
    finishApp(app);
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  return { app, url: await app.getUrl() };
}
