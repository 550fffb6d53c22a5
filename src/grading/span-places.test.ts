import { describe, expect, it } from 'vitest';
import { aLane, aRequest, aRun, aSleep } from '../../test/support/runs.js';
import type { WaitingPlace } from './findings.js';
import { spanPlaces } from './span-places.js';

const sleep = (line: number, lengthMs: number | null = null): WaitingPlace => ({
  kind: 'sleep',
  isAsync: false,
  file: 'main.py',
  line,
  lengthMs,
  url: null,
});
const request = (line: number, url: string | null = null): WaitingPlace => ({
  ...sleep(line),
  kind: 'request',
  url,
});
const two = 'https://httpbin.org/delay/2';

const lanes = [aLane({ id: 0 }), aLane({ id: 1 })];
const run = aRun(
  {},
  { lanes, spans: [aSleep(0, 0, 500.2), aSleep(1, 0, 900.1)], requests: [aRequest(1, 950, 2950)] },
);
const linesOf = (places: WaitingPlace[], isWhole = true, runs = [run]) =>
  spanPlaces(runs, { findings: [], places, isWhole }).map(({ line, spans }) => [
    line,
    ...spans.map(({ startMs, endMs }) => endMs - startMs),
  ]);

describe('the line of a span', () => {
  it.each([
    ['the only sleep there is', [sleep(4)], [[4, 500.2, 900.1]]],
    [
      'by its length',
      [sleep(4, 500), sleep(7, 900)],
      [
        [4, 500.2],
        [7, 900.1],
      ],
    ],
    ['not where two may be meant', [sleep(4), sleep(7)], []],
    ['nor where one of them says no length', [sleep(4, 500), sleep(7)], [[7, 900.1]]],
    ['not of another length', [sleep(4, 5000)], []],
    ['not of a sleep that gives way', [{ ...sleep(4), isAsync: true }], []],
    ['the only request', [request(3)], [[3, 2000]]],
    ['by its address', [request(3, 'https://example.com/'), request(5, two)], [[5, 2000]]],
    ['not of two with the same address', [request(3, two), request(5, two)], []],
  ] as const)('%s', (_, places, expected) => {
    expect(linesOf([...places])).toEqual(expected);
  });

  it('says nothing of requests where some may be made in other ways', () => {
    expect(linesOf([request(3)], false)).toEqual([]);
  });

  it('says nothing of sleeps where a probe may have slept', () => {
    const probed = { ...run, timeline: { ...run.timeline, reported: [{ lane: 0, atMs: 0, data: {} }] } };
    expect(linesOf([sleep(4)], true, [probed])).toEqual([]);
  });

  it('is bounded', () => {
    const many = aRun({}, { spans: Array.from({ length: 1000 }, (_, at) => aSleep(0, at, at + 0.5)) });
    expect(linesOf([sleep(4)], true, [many])[0]).toHaveLength(1 + 200);
  });
});
