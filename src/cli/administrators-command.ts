import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeAccountLink } from '../auth/account-link.js';
import { promote } from '../auth/promotion.js';
import { type Config, ConfigError, parseConfig } from '../config/config.js';
import { audit } from '../platform/audit.js';
import { openEmbeddedPostgres } from '../platform/embedded-postgres.js';
import { migrate } from '../platform/migrations.js';
import { invitationPath } from '../platform/page-links.js';
import { emailSchema } from '../platform/person-fields.js';
import { PrismaService } from '../platform/prisma.service.js';
import { BadInputError, OurFaultError } from './exit-status.js';
import { print } from './terminal.js';

/**
 * Makes somebody an administrator and prints a link by which that person sets a password: how the first one comes about.
 * Whoever may read the database's address is trusted with it. Repeating it gives another link, and voids the one before.
 */
export async function addAdministratorCommand(given: string, { name }: { name?: string }): Promise<void> {
  const email = emailSchema.safeParse(given);
  if (!email.success)
    throw new BadInputError([{ field: 'email', message: `"${given}" is no e-mail address` }]);
  const config = readConfig();
  const database = await openDatabase(config);
  try {
    await migrate(database.url);
    const { token, expiresAt } = await addAdministrator(database.url, email.data, name?.trim() || email.data);
    print(
      `${email.data} is an administrator. To set a password, open this link once, before ${day(expiresAt)}:`,
    );
    print(`  ${config.publicUrl ?? `http://127.0.0.1:${config.port}`}${invitationPath(token)}`);
    if (database.isOurs)
      print('The service is not running in this state folder: start it first (make start).');
  } finally {
    await database.stop();
  }
}

const day = (date: Date) => date.toISOString().slice(0, 10);

function readConfig(): Config {
  try {
    // What listens, and who may call it, is the service's affair: here a database is enough.
    return parseConfig({ ...process.env, INTERLEAVE_ROLES: 'worker' });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new BadInputError(error.problems.map((message) => ({ field: 'environment', message })));
  }
}

interface OpenDatabase {
  readonly url: string;
  /** True when it runs only because of this command. */
  readonly isOurs: boolean;
  stop(): Promise<void>;
}

/** The service's own one: joined when it runs, else started for as long as this takes. */
async function openDatabase({ databaseUrl, stateDirectory }: Config): Promise<OpenDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, isOurs: false, stop: async () => {} };
  if (!existsSync(join(stateDirectory, 'postgres'))) {
    throw new OurFaultError(
      'no-database',
      [
        `There is no database in ${stateDirectory}.`,
        'Start the service once, and run this in the folder where it was started;',
        'or name its database: DATABASE_URL=…, or its state folder: INTERLEAVE_STATE=…',
      ].join(' '),
    );
  }
  const postgres = await openEmbeddedPostgres(stateDirectory);
  return { url: postgres.url, isOurs: postgres.isOwner, stop: () => postgres.stop() };
}

async function addAdministrator(databaseUrl: string, email: string, name: string) {
  const prisma = new PrismaService(databaseUrl);
  try {
    return await prisma.$transaction(async (tx) => {
      const person = await tx.person.upsert({
        where: { email },
        create: { id: randomUUID(), email, name, emailVerified: true, isAdministrator: true },
        update: {},
      });
      await promote(tx, person.id, new Date());
      await audit(tx, {
        actorId: null,
        courseId: null,
        action: 'person-changed',
        subject: person.id,
        details: { fields: ['isAdministrator'], isAdministrator: true },
      });
      return makeAccountLink(tx, { personId: person.id, actorId: null }, new Date());
    });
  } finally {
    await prisma.$disconnect();
  }
}
