import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma.service.js';
import { hashSecretToken, makeSecretToken } from '../platform/secret-token.js';
import type { Scope } from './access-rules.js';
import type { NewApiTokenBody } from './api-token.schema.js';
import type { Caller } from './caller.js';

export const apiTokenPrefix = 'ilv_';

const dayMs = 24 * 60 * 60 * 1000;
/** A script may call hundreds of times a minute; one write tells as much. */
const usesAreNotedEveryMs = 60 * 1000;

export interface StoredApiToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
}

const shown = {
  id: true,
  name: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
} as const;

@Injectable()
export class ApiTokenRepository {
  constructor(private readonly prisma: PrismaService) {}

  list(personId: string): Promise<StoredApiToken[]> {
    return this.prisma.apiToken.findMany({
      where: { personId, revokedAt: null },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: shown,
    });
  }

  /** With the token itself, which nobody can read again. */
  async create(
    personId: string,
    { name, scopes, expiresInDays }: NewApiTokenBody,
    now: Date,
  ): Promise<StoredApiToken & { token: string }> {
    const token = makeSecretToken(apiTokenPrefix);
    const stored = await this.prisma.apiToken.create({
      data: {
        id: randomUUID(),
        personId,
        name,
        hash: hashSecretToken(token),
        scopes: [...new Set(scopes)],
        expiresAt: new Date(now.getTime() + expiresInDays * dayMs),
      },
      select: shown,
    });
    return { ...stored, token };
  }

  /** False when the person has no such token, or has revoked it before. */
  async revoke(personId: string, id: string, now: Date): Promise<boolean> {
    const { count } = await this.prisma.apiToken.updateMany({
      where: { id, personId, revokedAt: null },
      data: { revokedAt: now },
    });
    return count > 0;
  }

  /** Whose it is; null when it is not one of ours, or does not hold any more. */
  async findCaller(token: string, now: Date): Promise<Caller | null> {
    const found = await this.prisma.apiToken.findUnique({
      where: {
        hash: hashSecretToken(token),
        revokedAt: null,
        expiresAt: { gt: now },
        person: { erasedAt: null },
      },
      select: { id: true, scopes: true, lastUsedAt: true, person: true },
    });
    if (!found) return null;
    await this.noteUse(found, now);
    const { id, name, email, isAdministrator } = found.person;
    return { personId: id, name, email, isAdministrator, scopes: found.scopes as Scope[] };
  }

  private async noteUse({ id, lastUsedAt }: { id: string; lastUsedAt: Date | null }, now: Date) {
    const notedBefore = new Date(now.getTime() - usesAreNotedEveryMs);
    if (lastUsedAt && lastUsedAt > notedBefore) return;
    // Asked again in the statement: of many calls at once, one writes.
    await this.prisma.apiToken.updateMany({
      where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: notedBefore } }] },
      data: { lastUsedAt: now },
    });
  }
}
