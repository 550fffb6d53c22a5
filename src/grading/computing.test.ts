import { describe, expect, it } from 'vitest';
import { aLane, aRequest, aRun, aSleep } from '../../test/support/runs.js';
import { computingProcesses, computingThreads } from './computing.js';
import type { Lane, RequestRecord, Span } from './timeline.js';

const running = (lane: number, startMs: number, endMs: number): Span => {
  return { lane, kind: 'running', on: null, startMs, endMs, ended: 'woken' };
};
const process = (id: number, cpuMs: number, more: Partial<Lane> = {}) =>
  aLane({ id, kind: 'process', cpuMs, ...more });
const tracker = process(9, 45, { role: 'resource-tracker' });

interface Seen {
  lanes: Lane[];
  spans: Span[];
  requests?: RequestRecord[];
}

const computed = ({ lanes, spans, requests = [] }: Seen): number[][] =>
  computingProcesses(aRun({}, { lanes: [aLane({ id: 0, cpuMs: 500 }), ...lanes], spans, requests })).map(
    ({ lane, cpuMs }) => [lane.id, cpuMs],
  );

describe('processes that compute', () => {
  it.each<[string, Seen, number[][]]>([
    ['a forked one', { lanes: [process(1, 90)], spans: [running(1, 0, 95)] }, [[1, 90]]],
    ['one that only printed', { lanes: [process(1, 4)], spans: [running(1, 0, 5)] }, []],
    [
      'with its threads',
      {
        lanes: [process(1, 10), aLane({ id: 2, process: 1, cpuMs: 70 })],
        spans: [running(1, 0, 10), running(2, 5, 80)],
      },
      [[1, 80]],
    ],
    [
      'a spawned one, without its start',
      { lanes: [tracker, process(1, 145)], spans: [running(1, 0, 150)] },
      [[1, 100]],
    ],
    [
      'a spawned one that slept',
      { lanes: [tracker, process(1, 55)], spans: [running(1, 0, 55), aSleep(1, 55, 1055)] },
      [],
    ],
    [
      'one that loaded libraries and downloaded',
      {
        lanes: [process(1, 160)],
        spans: [running(1, 0, 150), running(1, 1150, 1160)],
        requests: [aRequest(1, 150, 1150)],
      },
      [],
    ],
    [
      'one of a pool that downloaded, and computed then',
      {
        lanes: [process(1, 160)],
        spans: [running(1, 0, 10), running(1, 1010, 1160)],
        requests: [aRequest(1, 10, 1010)],
      },
      [[1, 140]],
    ],
    [
      'one of a pool that computed, and downloaded then',
      {
        lanes: [process(1, 160)],
        spans: [running(1, 0, 150), running(1, 200, 210)],
        requests: [aRequest(1, 210, 1010)],
      },
      [[1, 140]],
    ],
    [
      'one whose threads downloaded',
      {
        lanes: [process(1, 5), aLane({ id: 2, process: 1, cpuMs: 30 })],
        spans: [running(1, 0, 10), running(2, 10, 30), running(2, 1000, 1020)],
        requests: [aRequest(2, 30, 1000)],
      },
      [],
    ],
    ['no other program', { lanes: [process(1, 160, { role: 'program' })], spans: [running(1, 0, 160)] }, []],
  ])('%s', (_, seen, expected) => expect(computed(seen)).toEqual(expected));
});

it('finds threads that compute by their own CPU time', () => {
  const lanes = [aLane({ id: 0 }), aLane({ id: 1, cpuMs: 90 }), aLane({ id: 2, cpuMs: 8 })];
  const found = computingThreads(aRun({}, { lanes, spans: [running(1, 0, 40), running(1, 60, 110)] }));
  expect(found.map(({ lane, busy }) => [lane.id, busy.length])).toEqual([[1, 2]]);
});
