import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../prisma/client/client.js';

/** How the sign-in library calls the way in by e-mail and password; the account's own id is the person's. */
const providerId = 'credential';

/** Of a person who need not have had one. Ends all sessions: whoever knew the old password is out. */
export async function setPassword(
  transaction: Prisma.TransactionClient,
  personId: string,
  passwordHash: string,
): Promise<void> {
  await transaction.account.upsert({
    where: { providerId_accountId: { providerId, accountId: personId } },
    create: { id: randomUUID(), personId, accountId: personId, providerId, password: passwordHash },
    update: { password: passwordHash },
  });
  await transaction.session.deleteMany({ where: { personId } });
}
