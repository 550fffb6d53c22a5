import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWTPayload, SignJWT } from 'jose';
import type { LtiKey, Prisma } from '../../../prisma/client/client.js';
import { audit } from '../../platform/audit.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { Sealed } from '../../platform/sealed.js';

/** The one that every platform understands (LTI security framework, 6.1). */
const algorithm = 'RS256';
const modulusBits = 2048;
/** What we sign is sent at once. */
const validMs = 5 * 60 * 1000;
/** An old key stays published: platforms may keep our keys for days, and tokens be on their way. */
const shownOnMs = 30 * 24 * 60 * 60 * 1000;
/** A key signs for so long at most, then the next one is made without being asked for. */
const signsForMs = 180 * 24 * 60 * 60 * 1000;

const purpose = 'lti-private-key';

/** What we sign with, one for all platforms. Private keys are sealed in the database and opened where something is signed. */
@Injectable()
export class ToolKeys {
  constructor(
    private readonly prisma: PrismaService,
    private readonly sealed: Sealed,
  ) {}

  /** All that may have signed something that is still good, the newest first. */
  async list(now: Date): Promise<LtiKey[]> {
    await this.newest(now);
    return this.prisma.ltiKey.findMany({
      where: { OR: [{ shownUntil: null }, { shownUntil: { gt: now } }] },
      orderBy: { createdAt: 'desc' },
    });
  }

  async published(now: Date): Promise<JSONWebKeySet> {
    const keys = await this.list(now);
    return { keys: keys.map(({ publicKey }) => publicKey as JSONWebKeySet['keys'][number]) };
  }

  /** A JWT of ours; iat, exp and jti are added. */
  async sign(claims: JWTPayload, now: Date): Promise<string> {
    const { id: kid, sealed } = await this.newest(now);
    const key = await importJWK(JSON.parse(await this.sealed.open(purpose, sealed)), algorithm);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, kid, typ: 'JWT' })
      .setIssuedAt(now)
      .setExpirationTime(new Date(now.getTime() + validMs))
      .setJti(randomUUID())
      .sign(key);
  }

  /** `areLost`: the keys so far may be in the wrong hands, and are not published any more. Answers with the new key's id. */
  async rotate(actorId: string, areLost: boolean, now: Date): Promise<string> {
    const made = await this.make();
    await this.prisma.$transaction(async (tx) => {
      await lock(tx);
      if (areLost) await tx.ltiKey.updateMany({ data: { shownUntil: now } });
      await add(tx, made, now);
      const action = 'lti-keys-rotated';
      await audit(tx, { actorId, courseId: null, action, subject: made.id, details: { areLost } });
    });
    return made.id;
  }

  private async newest(now: Date): Promise<LtiKey> {
    const known = await findNewest(this.prisma);
    if (known && known.createdAt.getTime() > now.getTime() - signsForMs) return known;
    const made = await this.make();
    return this.prisma.$transaction(async (tx) => {
      await lock(tx);
      const stored = await findNewest(tx);
      // Another process was as quick.
      if (stored && stored.id !== known?.id) return stored;
      return add(tx, made, now);
    });
  }

  private async make(): Promise<MadeKey> {
    const id = randomUUID();
    const pair = await generateKeyPair(algorithm, { modulusLength: modulusBits, extractable: true });
    const publicKey = { ...(await exportJWK(pair.publicKey)), kid: id, alg: algorithm, use: 'sig' };
    const privateKey = JSON.stringify(await exportJWK(pair.privateKey));
    return { id, publicKey, sealed: await this.sealed.seal(purpose, privateKey) };
  }
}

interface MadeKey {
  readonly id: string;
  readonly publicKey: Prisma.InputJsonObject;
  readonly sealed: string;
}

function findNewest(client: Prisma.TransactionClient): Promise<LtiKey | null> {
  return client.ltiKey.findFirst({ where: { shownUntil: null }, orderBy: { createdAt: 'desc' } });
}

/** Any number: it only has to be the same for all who make keys. */
const lockId = 1_331_010;

/** Of two processes that start at once, one makes the first key. */
async function lock(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockId})`;
}

async function add(tx: Prisma.TransactionClient, made: MadeKey, now: Date): Promise<LtiKey> {
  const shownUntil = new Date(now.getTime() + shownOnMs);
  await tx.ltiKey.updateMany({ where: { shownUntil: null }, data: { shownUntil } });
  return tx.ltiKey.create({ data: { ...made, createdAt: now } });
}
