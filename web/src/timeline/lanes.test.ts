import { expect, test } from 'vitest';
import type { Lane, Timeline } from '../api/types.ts';
import { namedLanes } from './lanes.ts';

const lane = (
  id: number,
  kind: Lane['kind'],
  process: number,
  startMs: number,
  role: Lane['role'] = 'student',
): Lane => ({
  id,
  parent: id === 0 ? null : 0,
  kind,
  role,
  process,
  startMs,
  endMs: 100,
  cpuMs: 0,
  exitStatus: null,
  signal: null,
});

const timelineOf = (lanes: Lane[]): Timeline => ({
  lanes,
  spans: [],
  requests: [],
  output: [],
  reported: [],
  truncated: false,
});

test('main and its threads first, then the workers with theirs, helpers last', () => {
  const named = namedLanes(
    timelineOf([
      lane(1, 'process', 1, 5, 'resource-tracker'),
      lane(2, 'process', 2, 10),
      lane(4, 'thread', 2, 12),
      lane(3, 'thread', 0, 20),
      lane(5, 'process', 5, 11),
      lane(0, 'main', 0, 0),
    ]),
  );
  expect(named.map(({ fullName, helper }) => (helper ? `(${fullName})` : fullName))).toEqual([
    'main',
    'thread 1',
    'process 1',
    'process 1 · thread 1',
    'process 2',
    '(resource tracker)',
  ]);
});

test('threads are numbered in the order in which they began', () => {
  const named = namedLanes(
    timelineOf([lane(0, 'main', 0, 0), lane(9, 'thread', 0, 3), lane(2, 'thread', 0, 7)]),
  );
  expect(named.map(({ lane, name }) => [lane.id, name])).toEqual([
    [0, 'main'],
    [9, 'thread 1'],
    [2, 'thread 2'],
  ]);
});
