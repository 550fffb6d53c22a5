import type { INestApplicationContext } from '@nestjs/common';
import type { Role } from './config/config.js';
import { findPending } from './platform/migrations.js';
import { PrismaService } from './platform/prisma.service.js';
import { QueueBackend } from './platform/queue-backend.js';
import { ReadinessChecks } from './platform/readiness-checks.js';
import { GradeQueue } from './queue/grade-queue.js';
import { Grader } from './queue/grader.js';
import { EventStreams } from './submissions/event-streams.js';

/** What /readyz asks: everything that a submission needs on its way through this process. */
export function addReadinessChecks(app: INestApplicationContext, roles: readonly Role[]): void {
  const checks = app.get(ReadinessChecks);
  const prisma = app.get(PrismaService);
  const queue = app.get(GradeQueue);
  const { kind } = app.get(QueueBackend);
  checks.add('database', async () => {
    await prisma.$queryRaw`SELECT 1`;
  });
  checks.add('migrations', async () => {
    const pending = await findPending((sql) => prisma.$queryRawUnsafe(sql));
    if (pending.length > 0) throw new Error(`not applied: ${pending.join(', ')}`);
  });
  checks.add('queue', async () => ({ backend: kind, waiting: await queue.countWaiting() }));
  if (roles.includes('api')) checks.add('events', async () => ({ followers: app.get(EventStreams).size }));
  if (roles.includes('worker')) {
    checks.add('sandbox', async () => {
      await app.get(Grader).assertReady();
    });
  }
}
