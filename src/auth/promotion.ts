import type { Prisma } from '../../prisma/client/client.js';

/**
 * Makes a person an administrator who begins anew: every session ends and every API token is revoked. A learning platform may have begun
 * the session by a launch (or somebody with such a session have made the token), and no platform vouches for an administrator
 * (docs/decisions/lti-people.md). Nothing changes for who is one already. False when there is nobody with this id.
 */
export async function promote(
  transaction: Prisma.TransactionClient,
  personId: string,
  now: Date,
): Promise<boolean> {
  // Keeps others from storing a session until this is through: who begins one sees an administrator then.
  const [person] = await transaction.$queryRaw<{ isAdministrator: boolean }[]>`
    SELECT is_administrator AS "isAdministrator" FROM people
    WHERE id = ${personId}::uuid AND erased_at IS NULL FOR UPDATE`;
  if (!person) return false;
  if (person.isAdministrator) return true;
  await transaction.person.update({ where: { id: personId }, data: { isAdministrator: true } });
  await transaction.session.deleteMany({ where: { personId } });
  await transaction.apiToken.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: now } });
  return true;
}
