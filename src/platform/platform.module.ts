import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { CONFIG, type Config } from '../config/config.js';
import { HealthController } from './health.controller.js';
import { Notifications } from './notifications.js';
import { PrismaService } from './prisma.service.js';
import { QueueBackend } from './queue-backend.js';
import { ReadinessChecks } from './readiness-checks.js';
import { Sealed } from './sealed.js';

/** Where the servers are that the service stands on; known once they have been started. */
export interface Connections {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
}

@Module({})
class PlatformModule {}

/** What every part of the service stands on. */
export function platformModule(config: Config, { databaseUrl, redisUrl }: Connections): DynamicModule {
  const isApi = config.roles.includes('api');
  const notifications = {
    provide: Notifications,
    useFactory: () => new Notifications(databaseUrl, 'interleave_submissions'),
  };
  return {
    module: PlatformModule,
    global: true,
    imports: [TerminusModule.forRoot({ logger: false })],
    controllers: isApi ? [HealthController] : [],
    providers: [
      { provide: CONFIG, useValue: config },
      { provide: PrismaService, useFactory: () => new PrismaService(databaseUrl) },
      { provide: QueueBackend, useFactory: () => new QueueBackend(databaseUrl, redisUrl) },
      ReadinessChecks,
      { provide: Sealed, useFactory: () => new Sealed(config.secret) },
      ...(isApi ? [notifications] : []),
    ],
    exports: [
      CONFIG,
      PrismaService,
      QueueBackend,
      ReadinessChecks,
      Sealed,
      ...(isApi ? [Notifications] : []),
    ],
  };
}
