import type { Output, RequestRecord, Run } from '../api/types.ts';
import { type Packed, pack } from './intervals.ts';
import { type NamedLane, namedLanes } from './lanes.ts';

/** What is drawn of one lane; `lane` is null for things whose lane could not be seen. */
export interface Row {
  key: string;
  named: NamedLane | null;
  name: string;
  fullName: string;
  helper: boolean;
  requests: Packed<RequestRecord>[];
  requestRows: number;
  outputs: Output[];
}

export interface PlacedRow extends Row {
  topPx: number;
  /** Only where labels stand above the lane. */
  labelPx: number;
  trackTopPx: number;
  requestsTopPx: number;
  heightPx: number;
}

export interface Sizes {
  trackPx: number;
  requestPx: number;
  gapPx: number;
  /** Above each lane, where there is no room beside it; 0 where there is. */
  labelPx: number;
  fontPx: number;
}

export function rowsOf(run: Run): Row[] {
  const { timeline } = run;
  const rows = namedLanes(timeline).map((named): Row => {
    const { packed, rows } = pack(timeline.requests.filter(({ lane }) => lane === named.lane.id));
    return {
      key: `lane-${named.lane.id}`,
      named,
      name: named.name,
      fullName: named.fullName,
      helper: named.helper,
      requests: packed,
      requestRows: rows,
      outputs: timeline.output.filter(({ lane }) => lane === named.lane.id),
    };
  });
  const unseen = unseenRow(run);
  return unseen ? [...rows, unseen] : rows;
}

function unseenRow({ timeline }: Run): Row | null {
  const known = new Set(timeline.lanes.map(({ id }) => id));
  const isUnseen = (lane: number | null): boolean => lane === null || !known.has(lane);
  const { packed, rows } = pack(timeline.requests.filter(({ lane }) => isUnseen(lane)));
  const outputs = timeline.output.filter(({ lane }) => isUnseen(lane));
  if (packed.length === 0 && outputs.length === 0) return null;
  const name = 'lane not seen';
  return {
    key: 'unseen',
    named: null,
    name,
    fullName: name,
    helper: true,
    requests: packed,
    requestRows: rows,
    outputs,
  };
}

/** The more lanes, the lower they are: a few in comfort, sixty-four still on one or two screens. */
export function sizesFor(laneCount: number, narrow: boolean): Sizes {
  const labelPx = narrow ? 17 : 0;
  if (laneCount <= 4) return { trackPx: 22, requestPx: 27, gapPx: narrow ? 12 : 18, labelPx, fontPx: 13 };
  if (laneCount <= 10) return { trackPx: 20, requestPx: 22, gapPx: narrow ? 9 : 14, labelPx, fontPx: 13 };
  if (laneCount <= 28) return { trackPx: 14, requestPx: 18, gapPx: narrow ? 6 : 8, labelPx, fontPx: 12 };
  return { trackPx: 10, requestPx: 12, gapPx: 5, labelPx: narrow ? 14 : 0, fontPx: 11 };
}

export const requestGapPx = 3;

export function placeRows(
  rows: readonly Row[],
  sizes: Sizes,
  topPx: number,
): { placed: PlacedRow[]; heightPx: number } {
  let y = topPx;
  const placed = rows.map((row): PlacedRow => {
    const top = y;
    const trackTopPx = top + sizes.gapPx / 2 + sizes.labelPx;
    const requestsTopPx = trackTopPx + sizes.trackPx + requestGapPx;
    const requestsPx = row.requestRows * (sizes.requestPx + requestGapPx);
    const heightPx = sizes.gapPx + sizes.labelPx + sizes.trackPx + requestsPx;
    y += heightPx;
    return { ...row, topPx: top, labelPx: sizes.labelPx, trackTopPx, requestsTopPx, heightPx };
  });
  return { placed, heightPx: y };
}
