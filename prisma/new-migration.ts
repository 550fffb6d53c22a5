/**
 * npm run prisma:migration -- <name>
 *
 * Writes prisma/migrations/<time>_<name>/migration.sql: what leads from the schema of the last migration, kept as
 * schema.migrated.prisma, to the present schema.prisma. The engine compares the two texts but wants a server to ask for
 * its version, so an empty one is started for the moment. Read the SQL before it is committed; triggers and data are
 * added by hand.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/config/package-root.js';
import { openEmbeddedPostgres } from '../src/platform/embedded-postgres.js';
import { noFilters } from '../src/platform/migrations.js';
import { withSchemaEngine } from '../src/platform/schema-engine.js';

const folder = join(packageRoot, 'prisma');
const presentFile = join(folder, 'schema.prisma');
const migratedFile = join(folder, 'schema.migrated.prisma');

function readMigrated(): string | null {
  try {
    return readFileSync(migratedFile, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function compare(migrated: string | null, present: string): Promise<string | null> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'interleave-migration-'));
  const postgres = await openEmbeddedPostgres(stateDirectory);
  try {
    const { stdout } = await withSchemaEngine(postgres.url, (engine) =>
      engine.diff({
        from:
          migrated === null
            ? { tag: 'empty' }
            : { tag: 'schemaDatamodel', files: [{ path: migratedFile, content: migrated }] },
        to: { tag: 'schemaDatamodel', files: [{ path: presentFile, content: present }] },
        script: true,
        exitCode: null,
        filters: noFilters,
      }),
    );
    return stdout;
  } finally {
    await postgres.stop();
    rmSync(stateDirectory, { recursive: true });
  }
}

async function writeMigration(name: string): Promise<string | null> {
  const present = readFileSync(presentFile, 'utf8');
  const stdout = await compare(readMigrated(), present);
  if (stdout === null || stdout.includes('This is an empty migration')) return null;
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const directory = join(folder, 'migrations', `${time}_${name}`);
  mkdirSync(directory);
  writeFileSync(join(directory, 'migration.sql'), stdout);
  writeFileSync(migratedFile, present);
  return directory;
}

const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error(
    'Name the migration in lower-case words joined by "_": npm run prisma:migration -- add_courses',
  );
  process.exit(2);
}
console.log((await writeMigration(name)) ?? 'The schema is as it was migrated; nothing to write.');
process.exit(0);
