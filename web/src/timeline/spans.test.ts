import { describe, expect, test } from 'vitest';
import type { Span } from '../api/types.ts';
import { drawnSpans } from './spans.ts';

const span = (kind: Span['kind'], startMs: number, endMs: number): Span => ({
  lane: 0,
  kind,
  on: null,
  startMs,
  endMs,
  ended: 'woken',
});

describe('drawnSpans', () => {
  test('spans that can be seen stay as they are', () => {
    const drawn = drawnSpans([span('running', 0, 100), span('sleeping', 100, 300)], 1, 3);
    expect(drawn.map(({ kind, count }) => [kind, count])).toEqual([
      ['running', 1],
      ['sleeping', 1],
    ]);
  });

  test('short neighbours become one mark that knows what it holds', () => {
    const spans = Array.from({ length: 10 }, (_, index) =>
      span(index % 2 === 0 ? 'running' : 'waiting', index * 0.1, (index + 1) * 0.1),
    );
    const [drawn, ...rest] = drawnSpans(spans, 1, 3);
    expect(rest).toEqual([]);
    expect(drawn).toMatchObject({ kind: 'mixed', count: 10, startMs: 0 });
    expect(drawn?.runningMs).toBeCloseTo(0.5);
    expect(drawn?.waitingMs).toBeCloseTo(0.5);
  });

  test('several of one kind keep it', () => {
    expect(drawnSpans([span('running', 0, 1), span('running', 1, 2)], 1, 3)).toMatchObject([
      { kind: 'running', count: 2 },
    ]);
  });

  test('a short span beside a long one is drawn by itself: it may be the moment that matters', () => {
    expect(drawnSpans([span('sleeping', 0, 2000), span('running', 2000, 2001)], 0.1, 3)).toHaveLength(2);
  });

  test('what lies far apart is not joined', () => {
    expect(drawnSpans([span('running', 0, 1), span('running', 500, 501)], 1, 3)).toHaveLength(2);
  });

  test('no time is lost, and marks are few: 10,000 spans on 1,000 pixels', () => {
    const spans = Array.from({ length: 10_000 }, (_, index) =>
      span(index % 3 === 0 ? 'sleeping' : 'running', index, index + 1),
    );
    const drawn = drawnSpans(spans, 0.1, 3);
    expect(drawn.length).toBeLessThan(350);
    expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
    expect(drawn.reduce((sum, each) => sum + each.runningMs + each.sleepingMs, 0)).toBeCloseTo(10_000);
  });
});
