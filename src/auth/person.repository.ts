import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import type { Cursor } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { type AccountLink, makeAccountLink } from './account-link.js';
import type { NewPersonBody, PersonChangeBody } from './person.schema.js';
import { promote } from './promotion.js';

export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isAdministrator: boolean;
  readonly hasPassword: boolean;
  readonly courses: number;
  readonly createdAt: Date;
}

export interface PeopleQuery {
  readonly search: string | null;
  readonly after: Cursor | null;
  readonly limit: number;
}

const listed = {
  id: true,
  name: true,
  email: true,
  isAdministrator: true,
  createdAt: true,
  accounts: { where: { password: { not: null } }, select: { id: true } },
  _count: { select: { enrolments: true } },
} as const;

/** People of the whole service, for its administrators. Those who were erased are nobody's business any more. */
@Injectable()
export class PersonRepository {
  constructor(private readonly prisma: PrismaService) {}

  async list({ search, after, limit }: PeopleQuery): Promise<{ items: ListedPerson[]; hasMore: boolean }> {
    const matching = search
      ? [
          { name: { contains: search, mode: 'insensitive' as const } },
          { email: { contains: search, mode: 'insensitive' as const } },
        ]
      : null;
    const rows = await this.prisma.person.findMany({
      where: {
        erasedAt: null,
        ...(matching ? { OR: matching } : {}),
        ...(after ? { AND: { OR: olderThan(after) } } : {}),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      select: listed,
    });
    return { items: rows.slice(0, limit).map(asListed), hasMore: rows.length > limit };
  }

  create(body: NewPersonBody, actorId: string): Promise<ListedPerson> {
    return this.prisma.$transaction(async (tx) => {
      // An administrator vouches for the address.
      const person = { id: randomUUID(), ...body, emailVerified: true };
      const { count } = await tx.person.createMany({ data: [person], skipDuplicates: true });
      if (count === 0)
        throw ProblemError.ofField('conflict', 'email', 'There is a person with this address already.');
      const { isAdministrator } = body;
      await noteChange(tx, 'person-created', person.id, actorId, { isAdministrator });
      return asListed(await tx.person.findUniqueOrThrow({ where: { id: person.id }, select: listed }));
    });
  }

  change(id: string, change: PersonChangeBody, actorId: string): Promise<ListedPerson> {
    return this.prisma.$transaction(async (tx) => {
      if (change.isAdministrator === false) await assertAnotherAdministrator(tx, id);
      if (change.isAdministrator === true && !(await promote(tx, id, new Date()))) throw unknownPerson(id);
      const data = {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.isAdministrator === undefined ? {} : { isAdministrator: change.isAdministrator }),
      };
      const { count } = await tx.person.updateMany({ where: { id, erasedAt: null }, data });
      if (count === 0) throw unknownPerson(id);
      await noteChange(tx, 'person-changed', id, actorId, {
        fields: Object.keys(data),
        ...(change.isAdministrator === undefined ? {} : { isAdministrator: change.isAdministrator }),
      });
      return asListed(await tx.person.findUniqueOrThrow({ where: { id }, select: listed }));
    });
  }

  makeAccountLink(personId: string, actorId: string, now: Date): Promise<AccountLink> {
    return this.prisma.$transaction(async (tx) => {
      const person = await tx.person.findUnique({ where: { id: personId, erasedAt: null } });
      if (!person) throw unknownPerson(personId);
      return makeAccountLink(tx, { personId, actorId }, now);
    });
  }
}

export const unknownPerson = (id: string) => new ProblemError('not-found', `There is no person "${id}".`);

const olderThan = ({ createdAt, id }: Cursor): Prisma.PersonWhereInput[] => [
  { createdAt: { lt: createdAt } },
  { createdAt, id: { lt: id } },
];

/** Two administrators who demote each other at the same moment: the second one waits for the first, and is refused. */
async function assertAnotherAdministrator(tx: Prisma.TransactionClient, id: string): Promise<void> {
  const administrators = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM people WHERE is_administrator AND erased_at IS NULL ORDER BY id FOR UPDATE`;
  if (administrators.length === 1 && administrators[0]?.id === id)
    throw ProblemError.ofField('conflict', 'isAdministrator', 'Nobody else is an administrator.');
}

function noteChange(
  tx: Prisma.TransactionClient,
  action: 'person-created' | 'person-changed',
  subject: string,
  actorId: string,
  details: Prisma.InputJsonObject,
): Promise<void> {
  return audit(tx, { actorId, courseId: null, action, subject, details });
}

function asListed({
  accounts,
  _count: { enrolments },
  ...person
}: Prisma.PersonGetPayload<{ select: typeof listed }>): ListedPerson {
  return { ...person, hasPassword: accounts.length > 0, courses: enrolments };
}
