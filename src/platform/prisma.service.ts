import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
// Generated from prisma/schema.prisma: npm run prisma:generate
import { PrismaClient } from '../../prisma/client/client.js';

/** The client of the database, over a pool whose errors do not end the process. */
@Injectable()
export class PrismaService extends PrismaClient implements OnApplicationShutdown {
  constructor(readonly databaseUrl: string) {
    super({ adapter: new PrismaPg(poolConfig(databaseUrl)) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}

/** One worker uses one connection per submission, and only for moments. */
function poolConfig(databaseUrl: string): pg.PoolConfig {
  return {
    connectionString: databaseUrl,
    max: 8,
    connectionTimeoutMillis: 5_000,
    application_name: 'interleave',
  };
}
