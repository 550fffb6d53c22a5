import type { Mark } from './marks.ts';
import type { Sizes } from './rows.ts';
import { requestGapPx } from './rows.ts';
import { type Scale, xOf } from './scale.ts';

/** How far from a mark a pointer may be; generous, because many marks are a pixel wide and fingers are not. */
const slopPx = 9;

/** The mark under or next to a point of the plot. */
export function markAt(
  marks: readonly Mark[][],
  scale: Scale,
  sizes: Sizes,
  xPx: number,
  yPx: number,
): Mark | null {
  const row = marks.find(
    ([first]) => first && yPx >= first.row.topPx && yPx < first.row.topPx + first.row.heightPx,
  );
  if (!row?.[0]) return null;
  const { requestsTopPx } = row[0].row;
  const subRow = Math.floor((yPx - requestsTopPx) / (sizes.requestPx + requestGapPx));
  const inRequests = yPx >= requestsTopPx;
  const candidates = row.filter((mark) =>
    mark.type === 'request' ? inRequests && mark.subRow === subRow : !inRequests,
  );
  return (
    candidates.reduce<{ mark: Mark; costPx: number } | null>((best, mark) => {
      const costPx = costOf(mark, scale, xPx);
      return costPx <= slopPx && (!best || costPx < best.costPx) ? { mark, costPx } : best;
    }, null)?.mark ?? null
  );
}

/** Distance, a little more for wide spans, so that an output mark or a short span on top of a long one can be reached. */
function costOf(mark: Mark, scale: Scale, xPx: number): number {
  const left = xOf(scale, mark.startMs);
  const right = xOf(scale, mark.endMs);
  const outsidePx = Math.max(0, left - xPx, xPx - right);
  if (mark.type === 'output') return outsidePx;
  const isWide = right - left > 2 * slopPx;
  return isWide && outsidePx === 0 ? slopPx / 2 : outsidePx + (mark.type === 'span' ? 1 : 0);
}
