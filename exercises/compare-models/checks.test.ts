import { describe, expect, it } from 'vitest';
import type { RequestRecord } from '../../src/grading/timeline.js';
import { aLane, anOutput, aRequest, aRun } from '../../test/support/runs.js';
import { checks } from './checks.js';

const report =
  'I downloaded two files with threads, with processes and with asyncio. Asyncio worked best because it needs no threads.';
const url = (name: string, request: RequestRecord): RequestRecord => ({
  ...request,
  url: `https://example.com/${name}`,
});
const pair = (first: number, second: number, startMs: number): RequestRecord[] => [
  url('a', aRequest(first, startMs, startMs + 1000)),
  url('b', aRequest(second, startMs + 5, startMs + 2000)),
];
/** Threads from 0 s, processes from 3 s, asyncio from 6 s; each takes 2 s. */
const all = [...pair(1, 2, 0), ...pair(3, 4, 3000), ...pair(0, 0, 6000)];
const printed = [
  [2050, 'threads: 2.01 s\n'],
  [5050, 'processes: 2.05 s\n'],
  [8050, 'asyncio: 2.00 s\n'],
] as const;

type Conditions = {
  requests?: readonly RequestRecord[];
  output?: readonly (readonly [number, string])[];
  text?: string;
  exitStatus?: number;
};

/** Ids of the checks that do not pass. */
function missed({ requests = all, output = printed, text = report, exitStatus = 0 }: Conditions): string {
  const lanes = [0, 1, 2].map((id) => aLane({ id }));
  lanes.push(...[3, 4].map((id) => aLane({ id, kind: 'process', startMs: 2990 })));
  const timeline = { lanes, requests, output: output.map(([atMs, line]) => anOutput(line, { atMs })) };
  const runs = ['as-asked', 'slowing-network'].map((scenario) => aRun({ scenario, exitStatus }, timeline));
  const evidence = { files: { 'main.py': '', 'report.md': text }, entry: 'main.py', runs, scenarios: [] };
  return Object.entries(checks)
    .filter(([, check]) => check(evidence).status !== 'passed')
    .map(([id]) => id)
    .join(' ');
}

const without = (...lanes: number[]): RequestRecord[] =>
  all.filter(({ lane }) => !lanes.includes(lane ?? -1));

describe('checks of compare-models miss', () => {
  it.each<[string, Conditions, string]>([
    ['nothing when all is there', {}, ''],
    [
      'threads, if joined at once',
      { requests: [...without(1, 2), url('a', aRequest(1, 0, 900)), url('b', aRequest(2, 1000, 2000))] },
      'threads',
    ],
    ['processes, if there are none', { requests: without(3, 4) }, 'processes same-task timings'],
    ['asyncio, if there is none', { requests: without(0) }, 'asyncio same-task timings'],
    [
      'asyncio alone, if the main thread stood still',
      { requests: [...without(0), url('a', aRequest(0, 6000, 7000)), url('b', aRequest(0, 7001, 8000))] },
      'asyncio',
    ],
    [
      'same-task for other addresses',
      { requests: [...without(0), ...pair(0, 0, 6000).map((one) => url('c', one))] },
      'same-task',
    ],
    ['times that are not printed', { output: printed.slice(0, 2) }, 'timings'],
    ['times that are wrong', { output: [...printed.slice(0, 2), [8050, 'asyncio: 4.00 s\n']] }, 'timings'],
    ['times printed too early', { output: printed.map(([, line]) => [100, line] as const) }, 'timings'],
    [
      'times of the wrong model',
      { output: [printed[0], printed[1], [8050, 'threads: 2.00 s\n']] },
      'timings',
    ],
    ['an empty report', { text: '' }, 'report'],
    [
      'a report that contradicts the run',
      { text: report.replace('Asyncio worked', 'Asyncio took 20 s and threads took 1 s. Threads worked') },
      'report',
    ],
    ['nothing when something fails afterwards but the end', { exitStatus: 1 }, 'runs'],
    ['all without requests', { requests: [] }, 'threads processes asyncio same-task timings report'],
  ])('%s', (_, conditions, expected) => expect(missed(conditions)).toBe(expected));
});
