import { expect, it } from 'vitest';
import { aLane, aRun } from '../../test/support/runs.js';
import { laneNames } from './lane-names.js';

it('numbers in the order of starting, per process, and calls helpers what they are', () => {
  const lanes = [
    aLane({ id: 0 }),
    aLane({ id: 1, kind: 'process', role: 'resource-tracker', startMs: 1 }),
    aLane({ id: 3, kind: 'process', startMs: 3 }),
    aLane({ id: 2, kind: 'process', startMs: 2 }),
    aLane({ id: 4, process: 2, startMs: 4 }),
    aLane({ id: 5, startMs: 5 }),
    aLane({ id: 6, kind: 'process', role: 'program', startMs: 6 }),
  ];
  expect([...laneNames(aRun({}, { lanes }))]).toEqual([
    [0, 'main'],
    [1, 'resource tracker'],
    [2, 'process 1'],
    [3, 'process 2'],
    [4, 'process 1 · thread 1'],
    [5, 'thread 1'],
    [6, 'program 1'],
  ]);
});
