import { UnionFind } from './pairs.js';

export interface PairOfIds {
  readonly leftId: string;
  readonly rightId: string;
}

/** Who is connected by pairs, directly or through others; the largest group first. Members are in the order of the pairs. */
export function groupsOf(pairs: readonly PairOfIds[]): string[][] {
  const ids = [...new Set(pairs.flatMap(({ leftId, rightId }) => [leftId, rightId]))];
  const places = new Map(ids.map((id, at) => [id, at]));
  const sets = new UnionFind(ids.length);
  const placeOf = (id: string) => places.get(id) ?? 0;
  for (const { leftId, rightId } of pairs) sets.join(placeOf(leftId), placeOf(rightId));
  const groups = Map.groupBy(ids, (id) => sets.find(placeOf(id)));
  return [...groups.values()].sort((a, b) => b.length - a.length);
}
