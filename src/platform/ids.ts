const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether it has the form of our ids. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/**
 * An id of a path in the form that is stored. Anything else cannot be found, and Postgres would refuse to compare it: throws
 * the problem that `unknown` makes.
 */
export function knownId(id: string, unknown: (id: string) => Error): string {
  if (!isUuid(id)) throw unknown(id);
  return id.toLowerCase();
}

/** The arguments of `findMany` for a page of ids in their order, after the one that was seen last. */
export function idsAfter<const Where extends object>(after: string | null, limit: number, where: Where) {
  return {
    where: { ...where, ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  } as const;
}
