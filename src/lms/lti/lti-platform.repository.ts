import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../../../prisma/client/client.js';
import { type AuditAction, audit } from '../../platform/audit.js';
import { behind, type Cursor } from '../../platform/cursor.js';
import { knownId } from '../../platform/ids.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { ProblemError } from '../../platform/problem.js';
import { hashSecretToken, makeSecretToken } from '../../platform/secret-token.js';
import { providerOf } from './lti-people.js';
import type { LtiPlatformChangeBody, NewLtiPlatformBody } from './lti-platform.schema.js';
import { LtiRefusal } from './lti-refusal.js';

const withCourses = { include: { _count: { select: { contexts: true } } } } as const;
export type ListedPlatform = Prisma.LtiPlatformGetPayload<typeof withCourses>;

const linkMs = 7 * 24 * 60 * 60 * 1000;
const linkPrefix = 'ltr_';

/** The platforms that people may come from; each is registered by an administrator, or by a link of one. */
@Injectable()
export class LtiPlatformRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The newest first. */
  async list(after: Cursor | null, limit: number): Promise<{ items: ListedPlatform[]; hasMore: boolean }> {
    const rows = await this.prisma.ltiPlatform.findMany({
      ...(after === null ? {} : { where: behind(after) }),
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      ...withCourses,
    });
    return { items: rows.slice(0, limit), hasMore: rows.length > limit };
  }

  /** Throws `conflict` when the issuer has registered this client before. `actorId` null: by a registration link. */
  create(actorId: string | null, body: NewLtiPlatformBody): Promise<ListedPlatform> {
    return this.prisma.$transaction((tx) => createPlatform(tx, actorId, body)).catch(conflict);
  }

  change(actorId: string, id: string, changes: LtiPlatformChangeBody): Promise<ListedPlatform> {
    const known = knownId(id, unknownPlatform);
    const change = async (tx: Prisma.TransactionClient) => {
      const { count } = await tx.ltiPlatform.updateMany({ where: { id: known }, data: changes });
      if (count === 0) throw unknownPlatform(id);
      await note(tx, 'lti-platform-changed', known, actorId, { ...changes });
      return tx.ltiPlatform.findUniqueOrThrow({ where: { id: known }, ...withCourses });
    };
    return this.prisma.$transaction(change).catch(conflict);
  }

  /** Nobody comes in by it any more. Courses, enrolments and grades stay; links, and columns for scores, are forgotten. */
  async remove(actorId: string, id: string): Promise<void> {
    const known = knownId(id, unknownPlatform);
    await this.prisma.$transaction(async (tx) => {
      const platform = await tx.ltiPlatform.findUnique({ where: { id: known } });
      if (!platform) throw unknownPlatform(id);
      // Also of those who can sign in by other means: nobody knows which of their sessions a launch has begun.
      await tx.session.deleteMany({ where: { person: knownBy(known) } });
      await tx.apiToken.updateMany({
        where: { revokedAt: null, person: onlyKnownBy(known) },
        data: { revokedAt: new Date() },
      });
      await tx.account.deleteMany({ where: { providerId: providerOf(known) } });
      await tx.ltiPlatform.delete({ where: { id: known } });
      const { name, issuer, clientId } = platform;
      await note(tx, 'lti-platform-removed', known, actorId, { name, issuer, clientId });
    });
  }

  async makeRegistrationLink(
    actorId: string,
    name: string,
    now: Date,
  ): Promise<{ token: string; expiresAt: Date }> {
    const token = makeSecretToken(linkPrefix);
    const expiresAt = new Date(now.getTime() + linkMs);
    await this.prisma.$transaction(async (tx) => {
      const { id } = await tx.ltiRegistrationLink.create({
        data: { id: randomUUID(), tokenHash: hashSecretToken(token), name, expiresAt },
      });
      await note(tx, 'lti-registration-link-created', id, actorId, { name });
    });
    return { token, expiresAt };
  }

  /** Uses the link, whatever comes of it, and answers with its name. Throws `registration-link`. */
  async takeRegistrationLink(token: string, now: Date): Promise<string> {
    const [link] = await this.prisma.ltiRegistrationLink.updateManyAndReturn({
      where: { tokenHash: hashSecretToken(token), usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
      select: { name: true },
    });
    if (!link) throw new LtiRefusal('registration-link');
    return link.name;
  }
}

const unknownPlatform = (id: string) => new ProblemError('not-found', `There is no platform "${id}".`);

const knownBy = (id: string): Prisma.PersonWhereInput => ({
  accounts: { some: { providerId: providerOf(id) } },
});

/** Nobody else vouches for them: what they have here they have by launches. */
const onlyKnownBy = (id: string): Prisma.PersonWhereInput => ({
  accounts: { some: { providerId: providerOf(id) }, none: { providerId: { not: providerOf(id) } } },
});

async function createPlatform(
  tx: Prisma.TransactionClient,
  actorId: string | null,
  body: NewLtiPlatformBody,
): Promise<ListedPlatform> {
  const platform = await tx.ltiPlatform.create({ data: { id: randomUUID(), ...body }, ...withCourses });
  const { id, name, issuer, clientId, trustsEmail } = platform;
  await note(tx, 'lti-platform-registered', id, actorId, { name, issuer, clientId, trustsEmail });
  return platform;
}

function note(
  tx: Prisma.TransactionClient,
  action: AuditAction,
  subject: string,
  actorId: string | null,
  details: Prisma.InputJsonObject,
): Promise<void> {
  return audit(tx, { actorId, courseId: null, action, subject, details });
}

function conflict(error: unknown): never {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
  throw ProblemError.ofField('conflict', 'clientId', 'This client of the issuer is registered already.');
}
