import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { invitationPrefix } from '../platform/page-links.js';
import { hashSecretToken, makeSecretToken } from '../platform/secret-token.js';

const validMs = 7 * 24 * 60 * 60 * 1000;

export interface AccountLink {
  /** Goes into the link; shown this once. */
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * A way to set a password for one person, once. Those made before are void: of two links that are about, one may be in
 * the wrong hands. `actorId` null: by the command line.
 */
export async function makeAccountLink(
  transaction: Prisma.TransactionClient,
  { personId, actorId }: { personId: string; actorId: string | null },
  now: Date,
): Promise<AccountLink> {
  const token = makeSecretToken(invitationPrefix);
  const expiresAt = new Date(now.getTime() + validMs);
  await transaction.invitation.updateMany({
    where: { personId, courseId: null, revokedAt: null },
    data: { revokedAt: now },
  });
  await transaction.invitation.create({
    data: {
      id: randomUUID(),
      personId,
      tokenHash: hashSecretToken(token),
      usesLeft: 1,
      expiresAt,
      createdById: actorId,
    },
  });
  await audit(transaction, {
    actorId,
    courseId: null,
    action: 'account-link-created',
    subject: personId,
    details: {},
  });
  return { token, expiresAt };
}
