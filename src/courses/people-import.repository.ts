import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import type { CourseRole } from '../auth/access-rules.js';
import { audit } from '../platform/audit.js';
import { invitationPrefix } from '../platform/page-links.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { hashSecretToken, makeSecretToken } from '../platform/secret-token.js';
import type { Deed } from './assignment.repository.js';
import type { PersonLine } from './people-csv.js';
import { type KnownPeople, type PlannedLine, planImport } from './people-import.js';

export interface Imported {
  readonly lines: readonly PlannedLine[];
  readonly applied: boolean;
  /** One for each new person, to go into the link; shown this once. */
  readonly tokens: readonly { readonly email: string; readonly token: string }[];
}

const linksValidMs = 60 * 24 * 60 * 60 * 1000;
/** Some statements of thousands of rows. */
const importingMs = 60_000;

@Injectable()
export class PeopleImportRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** What would become of the list; nothing is changed. */
  async plan(courseId: string, lines: readonly PersonLine[], role: CourseRole): Promise<Imported> {
    const planned = planImport(lines, await findKnown(this.prisma, courseId, lines), role);
    return { lines: planned, applied: false, tokens: [] };
  }

  /** All of the list in one transaction, or, when any line has an error, nothing. */
  async apply(deed: Deed, lines: readonly PersonLine[], role: CourseRole, now: Date): Promise<Imported> {
    const { courseId } = deed;
    const store = async (transaction: Prisma.TransactionClient): Promise<Imported> => {
      await transaction.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
      const planned = planImport(lines, await findKnown(transaction, courseId, lines), role);
      if (planned.some(({ outcome }) => outcome === 'error')) {
        return { lines: planned, applied: false, tokens: [] };
      }
      const tokens = await write(transaction, deed, planned, now);
      return { lines: planned, applied: true, tokens };
    };
    try {
      return await this.prisma.$transaction(store, { timeout: importingMs });
    } catch (error) {
      if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
      const message = 'Somebody of the list was added by others at the same moment. Try again.';
      throw new ProblemError('conflict', message);
    }
  }
}

/** Two statements, for any number of lines. */
async function findKnown(
  client: Prisma.TransactionClient,
  courseId: string,
  lines: readonly PersonLine[],
): Promise<KnownPeople> {
  const emails = lines.map(({ email }) => email).filter((email) => !email.includes('\0'));
  const people = await client.person.findMany({
    where: { email: { in: emails } },
    select: {
      id: true,
      email: true,
      enrolments: { where: { courseId }, select: { id: true, role: true, externalId: true } },
    },
  });
  const externalIds = lines.flatMap(({ externalId }) => externalId ?? []).filter((id) => !id.includes('\0'));
  const holders = await client.enrolment.findMany({
    where: { courseId, externalId: { in: externalIds } },
    select: { externalId: true, person: { select: { email: true } } },
  });
  return {
    byEmail: new Map(
      people.map(({ id: personId, email, enrolments: [enrolment = null] }) => [
        email,
        { personId, email, enrolment },
      ]),
    ),
    emailByExternalId: new Map(holders.map(({ externalId, person }) => [externalId ?? '', person.email])),
  };
}

async function write(
  transaction: Prisma.TransactionClient,
  { actorId, courseId }: Deed,
  lines: readonly PlannedLine[],
  now: Date,
): Promise<Imported['tokens']> {
  const withIds = lines.map((line) => ({ ...line, personId: line.known?.personId ?? randomUUID() }));
  const fresh = withIds.filter(({ outcome }) => outcome === 'new');
  await transaction.person.createMany({
    data: fresh.map(({ personId: id, name, email }) => ({ id, name, email })),
  });
  await transaction.enrolment.createMany({
    data: withIds
      .filter(({ outcome }) => outcome === 'new' || outcome === 'enrolled')
      .map(({ personId, externalId, role }) => ({ id: randomUUID(), courseId, personId, externalId, role })),
  });
  await changeEnrolments(
    transaction,
    lines.filter(({ outcome }) => outcome === 'changed'),
  );
  const invited = fresh.map(({ personId, email, role }) => ({
    personId,
    email,
    role,
    token: makeSecretToken(invitationPrefix),
  }));
  await transaction.invitation.createMany({
    data: invited.map(({ personId, role, token }) => ({
      id: randomUUID(),
      courseId,
      personId,
      role,
      tokenHash: hashSecretToken(token),
      usesLeft: 1,
      expiresAt: new Date(now.getTime() + linksValidMs),
      createdById: actorId,
    })),
  });
  const details = countsOf(lines);
  await audit(transaction, { actorId, courseId, action: 'people-imported', subject: courseId, details });
  return invited.map(({ email, token }) => ({ email, token }));
}

/** One statement. A line without an external id leaves the one that is there. */
async function changeEnrolments(transaction: Prisma.TransactionClient, lines: readonly PlannedLine[]) {
  if (lines.length === 0) return;
  const ids = lines.map(({ known }) => known?.enrolment?.id ?? '');
  const roles = lines.map(({ role }) => role);
  const externalIds = lines.map(({ externalId }) => externalId);
  await transaction.$executeRaw`
    UPDATE enrolments SET role = changed.role::"CourseRole",
      external_id = coalesce(changed.external_id, enrolments.external_id)
    FROM unnest(${ids}::uuid[], ${roles}::text[], ${externalIds}::text[]) AS changed(id, role, external_id)
    WHERE enrolments.id = changed.id`;
}

function countsOf(lines: readonly PlannedLine[]): Record<string, number> {
  const byOutcome = Map.groupBy(lines, ({ outcome }) => outcome);
  return Object.fromEntries([...byOutcome].map(([outcome, each]) => [outcome, each.length]));
}
