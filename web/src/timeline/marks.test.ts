import { describe, expect, test } from 'vitest';
import { markAt } from './hit.ts';
import { type Mark, marksOf, moved } from './marks.ts';
import { placeRows, rowsOf, sizesFor } from './rows.ts';
import { laneOf, requestOf, runOf, sleepOf } from './run-for-tests.ts';
import { scaleOf, xOf } from './scale.ts';

const run = runOf({
  lanes: [laneOf(0), laneOf(1)],
  spans: [
    sleepOf(0, 0, 1000),
    sleepOf(1, 100, 2100),
    { ...sleepOf(1, 2100, 2102), kind: 'running', on: null },
  ],
  requests: [requestOf(0, 1000, 3000), requestOf(0, 1001, 3001)],
  output: [
    { lane: 1, stream: 'stdout', atMs: 2101, text: 'do' },
    { lane: 1, stream: 'stdout', atMs: 2101.5, text: 'ne\n' },
  ],
});
const scale = scaleOf(run.elapsedMs, 1000, 1);
const sizes = sizesFor(2, false);
const { placed } = placeRows(rowsOf(run), sizes, 30);
const marks = marksOf(placed, run.timeline.spans, scale);
const keyOf = (mark: Mark | null): string | undefined => mark?.key.split(':').slice(0, 2).join(':');

describe('marksOf', () => {
  test('requests that overlap stand in sub-rows of their lane', () => {
    expect(
      marks[0]
        ?.filter(({ type }) => type === 'request')
        .map((mark) => mark.type === 'request' && mark.subRow),
    ).toEqual([0, 1]);
    expect(placed[0]?.requestRows).toBe(2);
  });

  test('the pieces of a printed line are one mark', () => {
    const output = marks[1]?.find(({ type }) => type === 'output');
    expect(output?.type === 'output' && output.lines.map(({ text }) => text)).toEqual(['done']);
  });

  describe('in a crowd of 64 lanes and 25,600 spans', () => {
    const lanes = Array.from({ length: 64 }, (_, id) => laneOf(id));
    const spans = lanes.flatMap(({ id }) =>
      Array.from({ length: 400 }, (_, index) => sleepOf(id, index * 10, index * 10 + 9)),
    );
    const rows = placeRows(rowsOf(runOf({ lanes, spans })), sizesFor(64, false), 30).placed;
    const countAt = (zoom: number): number => marksOf(rows, spans, scaleOf(4000, 1000, zoom)).flat().length;

    test('a browser gets a few thousand marks at most', () => {
      expect(countAt(1)).toBeLessThanOrEqual(3000);
    });

    test('and near by all of them', () => {
      expect(countAt(50)).toBe(25_600);
    });
  });
});

describe('moved', () => {
  const first = marks[0]?.[0]?.key ?? '';

  test('right and left along a lane, in order of time', () => {
    const next = moved(marks, first, 'next');
    expect(keyOf(next)).toBe('lane-0:request');
    expect(moved(marks, next?.key ?? '', 'previous')?.key).toBe(first);
    expect(moved(marks, first, 'previous')).toBeNull();
  });

  test('down to what is nearest in time', () => {
    const lastOfMain = moved(marks, first, 'last');
    expect(moved(marks, lastOfMain?.key ?? '', 'down')?.row.key).toBe('lane-1');
    expect(moved(marks, first, 'up')).toBeNull();
  });

  test('from nowhere to the first', () => {
    expect(moved(marks, null, 'next')?.key).toBe(first);
  });
});

describe('markAt', () => {
  const row = placed[1];
  const middlePx = (row?.trackTopPx ?? 0) + 5;

  test('finds a span of two milliseconds, though it is a pixel wide', () => {
    const found = markAt(marks, scale, sizes, xOf(scale, 2101) + 3, middlePx);
    expect(['span', 'output']).toContain(found?.type);
    expect(found?.startMs).toBeGreaterThanOrEqual(2100);
  });

  test('finds the long span where nothing else is', () => {
    expect(markAt(marks, scale, sizes, xOf(scale, 1000), middlePx)?.startMs).toBe(100);
  });

  test('finds the lower of two requests', () => {
    const y = (placed[0]?.requestsTopPx ?? 0) + sizes.requestPx + 8;
    const found = markAt(marks, scale, sizes, xOf(scale, 2000), y);
    expect(found?.type === 'request' && found.subRow).toBe(1);
  });

  test('finds nothing on bare ground', () => {
    expect(markAt(marks, scale, sizes, xOf(scale, 3900), middlePx)).toBeNull();
  });
});
