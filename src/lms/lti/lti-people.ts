import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../../prisma/client/client.js';
import type { Identity } from './launch-claims.js';

/** The platform as far as it matters whom it may vouch for. */
export interface Voucher {
  readonly id: string;
  readonly trustsEmail: boolean;
}

/** How an identity at a platform is kept among the ways to sign in. */
export const providerOf = (platformId: string): string => `lti:${platformId}`;

/**
 * Who these are among our people, by their ids at the platform (docs/decisions/lti-people.md). Whoever is not known yet becomes
 * a new person; or, at a platform whose addresses are believed, the one with that address, unless more would be opened by that
 * than the platform may open. Names follow the platform while nobody can sign in by other means. Answers with the id of
 * the person by subject.
 */
export async function settlePeople(
  transaction: Prisma.TransactionClient,
  platform: Voucher,
  identities: readonly Identity[],
): Promise<ReadonlyMap<string, string>> {
  const known = await findKnown(transaction, platform, identities);
  const isNew = ({ subject }: Identity) => !known.has(subject);
  if (!identities.some(isNew)) {
    await followNames(transaction, platform, identities, known);
    return known;
  }
  // Two launches of one new person at once: the second waits, and finds what the first has made.
  await transaction.$queryRaw`SELECT 1 FROM lti_platforms WHERE id = ${platform.id}::uuid FOR NO KEY UPDATE`;
  const knownNow = await findKnown(transaction, platform, identities);
  await followNames(transaction, platform, identities, knownNow);
  const fresh = identities.filter(({ subject }) => !knownNow.has(subject));
  const linked = await findLinkable(transaction, platform, fresh);
  const made = await makePeople(
    transaction,
    platform,
    fresh.filter(({ subject }) => !linked.has(subject)),
  );
  const added = [...linked, ...made];
  await transaction.account.createMany({
    data: added.map(([accountId, personId]) => ({
      id: randomUUID(),
      personId,
      accountId,
      providerId: providerOf(platform.id),
    })),
  });
  return new Map([...knownNow, ...added]);
}

async function findKnown(
  transaction: Prisma.TransactionClient,
  { id }: Voucher,
  identities: readonly Identity[],
): Promise<Map<string, string>> {
  const accounts = await transaction.account.findMany({
    where: { providerId: providerOf(id), accountId: { in: identities.map(({ subject }) => subject) } },
    select: { accountId: true, personId: true },
  });
  return new Map(accounts.map(({ accountId, personId }) => [accountId, personId]));
}

/**
 * Whose address is believed, and who may be opened by it: no administrator, and nobody with a password at an address that nobody
 * has verified (it may be the password of another). One person for each address: of two identities with the same, none.
 */
async function findLinkable(
  transaction: Prisma.TransactionClient,
  { trustsEmail }: Voucher,
  identities: readonly Identity[],
): Promise<Map<string, string>> {
  if (!trustsEmail) return new Map();
  const byEmail = Map.groupBy(identities, ({ email }) => email ?? '');
  const unique = [...byEmail].flatMap(([email, [only, ...others]]) =>
    email !== '' && only && others.length === 0 ? [[email, only.subject] as const] : [],
  );
  const subjects = new Map(unique);
  const people = await transaction.person.findMany({
    where: {
      email: { in: [...subjects.keys()] },
      isAdministrator: false,
      erasedAt: null,
      OR: [{ emailVerified: true }, { accounts: { none: { password: { not: null } } } }],
    },
    select: { id: true, email: true },
  });
  return new Map(people.map(({ id, email }) => [subjects.get(email) ?? '', id]));
}

/** An address that is not believed, or that somebody else has, is not stored: others go by it. */
async function makePeople(
  transaction: Prisma.TransactionClient,
  { trustsEmail }: Voucher,
  identities: readonly Identity[],
): Promise<Map<string, string>> {
  const emails = trustsEmail ? identities.flatMap(({ email }) => email ?? []) : [];
  const taken = await transaction.person.findMany({
    where: { email: { in: emails } },
    select: { email: true },
  });
  const unusable = new Set(taken.map(({ email }) => email));
  const people = identities.map(({ subject, name, email }) => {
    const id = randomUUID();
    const isUsable = trustsEmail && email !== null && !unusable.has(email);
    if (isUsable) unusable.add(email);
    const address = isUsable ? { email, emailVerified: true } : { email: `lti-${id}@invalid` };
    return { subject, row: { id, name, ...address } };
  });
  await transaction.person.createMany({ data: people.map(({ row }) => row) });
  return new Map(people.map(({ subject, row }) => [subject, row.id]));
}

/** Of those whom only this platform knows; whoever signs in here as well has a name here. */
async function followNames(
  transaction: Prisma.TransactionClient,
  { id }: Voucher,
  identities: readonly Identity[],
  known: ReadonlyMap<string, string>,
): Promise<void> {
  const named = identities.filter(({ subject, name }) => known.has(subject) && name !== unnamed);
  if (named.length === 0) return;
  const ids = named.map(({ subject }) => known.get(subject) ?? '');
  const names = named.map(({ name }) => name);
  await transaction.$executeRaw`
    UPDATE people SET name = told.name, updated_at = now()
    FROM unnest(${ids}::uuid[], ${names}::text[]) AS told(id, name)
    WHERE people.id = told.id AND people.name <> told.name AND people.erased_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM accounts WHERE accounts.person_id = people.id AND accounts.provider_id <> ${providerOf(id)})`;
}

/** For whom the platform tells no name. */
export const unnamed = 'Unnamed';
