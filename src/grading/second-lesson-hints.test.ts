import { describe, expect, it } from 'vitest';
import { aCheck, aFinding, hints } from '../../test/support/hints.js';
import { aLane, anOutput, aRequest, aRun, aSleep } from '../../test/support/runs.js';
import type { Finding } from './findings.js';
import type { Lane, Outcome, Run, Span } from './timeline.js';

const busy = (lane: number, startMs: number, endMs: number): Span => {
  return { lane, kind: 'running', on: null, startMs, endMs, ended: 'woken' };
};
const stuck = (lane: number, startMs: number, endMs: number): Span => {
  return { lane, kind: 'waiting', on: 'lock', startMs, endMs, ended: 'woken' };
};
const lanes = (kind: Lane['kind'], ids: number[], more: Partial<Lane> = {}) => [
  aLane({ id: 0, cpuMs: 30, endMs: 5000 }),
  ...ids.map((id) => aLane({ id, kind, ...more })),
];
const threads = lanes('thread', [1, 2, 3]);
const processes = lanes('process', [1, 2, 3]);
const requests = [1, 2, 3].map((id) => ({
  ...aRequest(id, id * 1000, id * 1000 + 900),
  url: `http://example.com/${id}.jpg`,
  responseBytes: 300,
  bodyCrc32: id,
}));
const ofMain = requests.map((request) => ({ ...request, lane: 0 }));
const computed = {
  lanes: lanes('process', [1, 2], { cpuMs: 200 }),
  spans: [busy(1, 0, 200), stuck(2, 0, 200), busy(2, 200, 400)],
};
const ended = (outcome: Outcome) => aRun({ outcome, exitStatus: null, elapsedMs: 1000 }, { lanes: threads });
const mjs = { file: 'main.mjs' };

/** What is found, the check that is short, a run that shows its effect and what is said then, and one that does not. */
const cases: [Finding, string, Run, RegExp, Run][] = [
  [
    aFinding({ rule: 'lock-across-computing', subject: 'any', name: 'lock' }),
    'parallel',
    aRun({}, computed),
    /holds lock while it computes: 2 processes did so one after the other, 0\.4 s in all, and process 2 waited 0\.2 s for it/,
    aRun({}, { ...computed, spans: [busy(1, 0, 200), busy(2, 0, 200)] }),
  ],
  [
    aFinding({ rule: 'waits-in-the-starting-loop', subject: 'process', name: 'apply' }),
    'parallel',
    aRun({}, computed),
    /waits for each result \(apply\) .*the 2 computations of 2 processes came one after the other/,
    aRun({}, { ...computed, spans: [busy(1, 0, 200), busy(2, 0, 200)] }),
  ],
  [
    aFinding({ rule: 'another-model', subject: 'thread', name: 'Thread' }),
    'four-processes',
    aRun({}, { lanes: threads }),
    /makes threads \(Thread\): 3 threads ran, and no process besides the main one/,
    aRun({}, { lanes: processes }),
  ],
  [
    aFinding({ rule: 'another-model', subject: 'process', name: 'Pool' }),
    'threads',
    aRun({}, { lanes: processes, requests }),
    /makes processes \(Pool\): 3 processes did the 3 requests, and no thread did one/,
    aRun({}, { lanes: threads, requests }),
  ],
  [
    aFinding({ rule: 'another-model', subject: 'task', name: 'asyncio.run' }),
    'threads',
    aRun({}, { requests: ofMain }),
    /runs an event loop \(asyncio\.run\): main did all 3 requests itself/,
    aRun({}, { lanes: threads, requests }),
  ],
  [
    aFinding({ rule: 'does-it-itself', subject: 'request', name: 'get' }),
    'threads',
    aRun({}, { requests: ofMain }),
    /calls get again and again: main did all 3 requests, one after the other, 2\.9 s in all/,
    aRun({}, { lanes: threads, requests }),
  ],
  [
    aFinding({ rule: 'does-it-itself', subject: 'any', name: 'compute' }),
    'processes',
    aRun({}, { lanes: [aLane({ id: 0, cpuMs: 500 })] }),
    /calls compute again and again: main did all of the computing, 0\.5 s of CPU time/,
    aRun({}, { lanes: [aLane({ id: 0, cpuMs: 30 })] }),
  ],
  [
    aFinding({ rule: 'change-is-lost', subject: 'process', name: 'results' }),
    'answers',
    aRun({}, { lanes: processes }),
    /changes results, of which each process has one of its own: 3 processes did so/,
    aRun({}, { lanes: threads }),
  ],
  [
    aFinding({ rule: 'result-is-lost', subject: 'process', name: 'work' }),
    'answers',
    aRun({}, { lanes: processes }),
    /returns the result of work, and a Process hands it to nobody: 3 processes ended/,
    aRun({}, { lanes: threads }),
  ],
  [
    aFinding({ rule: 'one-file-for-all', subject: 'file', name: 'one.jpg' }),
    'all-files',
    aRun({}, { requests, leftFiles: [{ path: 'one.jpg', bytes: 300, crc32: 3 }] }),
    /saves every download as one\.jpg: 3 downloads came, and one file of 300 bytes is left/,
    aRun({}, { requests, leftFiles: [1, 2, 3].map((id) => ({ path: `${id}.jpg`, bytes: 300, crc32: id })) }),
  ],
  [
    aFinding({ rule: 'saved-as-text', subject: 'file' }),
    'all-files',
    aRun({}, { requests, leftFiles: [1, 2, 3].map((id) => ({ path: `${id}.jpg`, bytes: 90, crc32: 9 })) }),
    /opens a file for text: 3 downloads came, and 1\.jpg, 2\.jpg, 3\.jpg have other bytes/,
    aRun({}, { requests, leftFiles: [1, 2, 3].map((id) => ({ path: `${id}.jpg`, bytes: 300, crc32: id })) }),
  ],
  [
    aFinding({ rule: 'busy-waits', subject: 'any', name: 'Date.now', ...mjs }),
    'event-loop',
    aRun({}, { requests: [aRequest(0, 0, 900)], spans: [busy(0, 100, 600)] }),
    /asking Date\.now again and again: its thread could do nothing else for 0\.5 s while a request was in flight/,
    aRun({}, { requests: [aRequest(0, 0, 900)], spans: [busy(0, 100, 110)] }),
  ],
  [
    aFinding({ rule: 'busy-waits', subject: 'any', name: 'time.time' }),
    'five-threads',
    aRun({}, { lanes: lanes('thread', [1, 2], { cpuMs: 90 }) }),
    /2 threads computed for 0\.18 s in all, and none of them slept/,
    aRun({}, { lanes: threads, spans: [aSleep(1, 0, 900)] }),
  ],
  [
    aFinding({ rule: 'cpu-clock', subject: 'any', name: 'time.process_time' }),
    'timings',
    aRun({ elapsedMs: 4000 }, { lanes: [aLane({ id: 0, cpuMs: 200 })] }),
    /stands still while the program waits: the run took 4\.0 s, and the main process computed for 0\.2 s/,
    aRun({ elapsedMs: 400 }, { lanes: [aLane({ id: 0, cpuMs: 390 })] }),
  ],
  [
    aFinding({ rule: 'timed-before-the-join', subject: 'any', waitLine: 12 }),
    'timings',
    aRun({}, { lanes: threads, output: [anOutput('threads: 0.04 s\n', { atMs: 40 })] }),
    /takes the time before line 12 .*main printed after 40 ms, 3 of those that it had started were still at work, until 1\.0 s/,
    aRun({}, { lanes: threads, output: [anOutput('threads: 1.01 s\n', { atMs: 1010 })] }),
  ],
  [
    aFinding({ rule: 'never-waited-for', subject: 'any' }),
    'answer',
    aRun({}, { lanes: processes, output: [anOutput('[]\n', { atMs: 40 })] }),
    /starts them, and nothing waits for them: when main printed after 40 ms, 3 of those/,
    aRun({}, { lanes: processes, output: [anOutput('[]\n', { atMs: 1010 })] }),
  ],
  [
    aFinding({ rule: 'never-ends', subject: 'any' }),
    'runs',
    ended('timed-out-virtual'),
    /a loop that nothing ends: after 1\.0 s of its own time the program was stopped, and 3 of its threads still went on/,
    ended('out-of-memory'),
  ],
  [
    aFinding({ rule: 'fixed-seed', subject: 'sleep', name: 'random.seed(42)' }),
    'random-durations',
    aRun({}, { lanes: threads, spans: [aSleep(1, 0, 1500)] }),
    /\(random\.seed\(42\)\), so that every run draws the same ones: here the sleeps took 1\.5 s/,
    aRun({}, { lanes: threads }),
  ],
  [
    aFinding({ rule: 'drawn-once', subject: 'sleep', name: 'seconds', waitLine: 12 }),
    'random-durations',
    aRun({}, { lanes: threads, spans: [aSleep(1, 0, 1500), aSleep(2, 1, 1501)] }),
    /draws seconds once, and line 12 sleeps that long in every thread: all 2 sleeps took 1\.5 s/,
    aRun({}, { lanes: threads, spans: [aSleep(1, 0, 1500), aSleep(2, 1, 1900)] }),
  ],
  [
    aFinding({ rule: 'prints-first', subject: 'sleep', waitLine: 10 }),
    'sleeps-then-prints',
    aRun(
      {},
      { lanes: threads, spans: [aSleep(1, 10, 1010)], output: [anOutput('1\n', { lane: 1, atMs: 5 })] },
    ),
    /prints before line 10 sleeps: 1 thread printed first and slept then, 1\.0 s in all/,
    aRun({}, { lanes: threads, spans: [aSleep(1, 0, 9)], output: [anOutput('1\n', { lane: 1, atMs: 10 })] }),
  ],
  [
    aFinding({ rule: 'works-in-main', subject: 'process', name: 'part' }),
    'split-work',
    aRun({}, { lanes: processes, reported: [{ lane: 0, atMs: 1, data: { parts: [[100, 100, [338350]]] } }] }),
    /calls part, which computes, in the main process: main squared 100 numbers itself, beside 3 processes/,
    aRun({}, { lanes: processes, reported: [{ lane: 0, atMs: 1, data: { parts: [[3, 0, [338350]]] } }] }),
  ],
  [
    aFinding({ rule: 'works-in-main', subject: 'worker', ...mjs }),
    'split-work',
    aRun(
      {},
      {
        lanes: threads,
        reported: [
          { lane: 1, atMs: 1, data: { received: [5525] } },
          { lane: 1, atMs: 2, data: { posted: [5525] } },
        ],
      },
    ),
    /computes in the main thread: the 3 workers handed over no part of the sum that was their own/,
    aRun({}, { lanes: threads, reported: [{ lane: 1, atMs: 2, data: { posted: [5525] } }] }),
  ],
  [
    aFinding({ rule: 'waits-in-the-starting-loop', subject: 'worker', name: 'await', ...mjs }),
    'parallel',
    aRun({}, { lanes: [1, 2].map((id) => aLane({ id, startMs: id * 50, endMs: id * 50 + 50 })) }),
    /waits for each worker before the next one is started: the 2 workers lived one after the other/,
    aRun({}, { lanes: threads }),
  ],
  [
    aFinding({ rule: 'awaits-one-by-one', subject: 'request', name: 'Promise.all', ...mjs }),
    'asyncio',
    aRun({}, { requests: ofMain }),
    /of the 3 requests of this thread no two were in flight together, 2\.9 s in all\. .*Promise\.all/,
    aRun({}, { requests: ofMain.map((request) => ({ ...request, startMs: 0 })) }),
  ],
  [
    aFinding({ rule: 'blocks-the-loop', subject: 'lock', name: 'Atomics.wait', ...mjs }),
    'event-loop',
    aRun({}, { spans: [stuck(0, 100, 700)] }),
    /the main thread stood in Atomics\.wait for 0\.6 s/,
    aRun({}, { lanes: threads, spans: [stuck(1, 100, 700)] }),
  ],
  [
    aFinding({ rule: 'never-awaited', subject: 'sleep', name: 'sleep', ...mjs }),
    'sleeps-then-prints',
    aRun(
      {},
      { lanes: threads, spans: [aSleep(1, 10, 1010)], output: [anOutput('1\n', { lane: 1, atMs: 5 })] },
    ),
    /starts a sleep and does not wait for it \(sleep\): 1 worker printed first and slept then/,
    aRun({}, { lanes: threads, spans: [aSleep(1, 0, 9)], output: [anOutput('1\n', { lane: 1, atMs: 10 })] }),
  ],
  [
    aFinding({ rule: 'ends-early', subject: 'request', name: 'process.exit', ...mjs }),
    'both-requests',
    aRun({}, { requests: [aRequest(0, 0, 900), { ...aRequest(0, 0, 1000), completed: false }] }),
    /ends the program \(process\.exit\): after 1\.0 s, 1 of 2 requests had no whole answer yet/,
    aRun({}, { requests: [aRequest(0, 0, 900), { ...aRequest(0, 0, 500), completed: false }] }),
  ],
  [
    aFinding({ rule: 'ends-early', subject: 'worker', name: 'terminate', ...mjs }),
    'sleeps-then-prints',
    aRun({}, { lanes: threads, spans: [aSleep(1, 10, 1000, { on: 'poll', ended: 'run-end' })] }),
    /ends workers \(terminate\): 1 worker was waiting, and cut off after 1\.0 s/,
    aRun({}, { lanes: threads, spans: [aSleep(1, 10, 900)] }),
  ],
];

describe.each(cases)('%o', (finding, check, shows, expected, doesNot) => {
  it('is said where the run shows it and the check is short, and not elsewhere', () => {
    const [hint, ...more] = hints([aCheck(check)], [shows], [finding]);
    expect(more).toEqual([]);
    expect(hint).toMatchObject({ check, file: finding.file, line: 9 });
    expect(hint?.message).toMatch(expected);
    expect(hint?.message).not.toMatch(/undefined|NaN|Infinity|\[object/);
    expect(hints([aCheck(check)], [doesNot], [finding])).toEqual([]);
    expect(hints([aCheck(check, 'passed'), aCheck('mine')], [shows], [finding])).toEqual([]);
  });
});

describe('what an exercise asks for itself', () => {
  const short = (...ids: string[]) => ids.map((id) => aCheck(id));
  it.each<[string, string[], Finding, Run]>([
    [
      'threads beside processes',
      ['processes', 'threads'],
      aFinding({ rule: 'another-model', subject: 'thread', name: 'Thread' }),
      aRun({}, { lanes: threads }),
    ],
    [
      'one after the other, in JavaScript',
      ['threads', 'processes', 'asyncio'],
      aFinding({ rule: 'awaits-one-by-one', subject: 'request', name: 'await', ...mjs }),
      aRun({}, { requests: ofMain }),
    ],
    [
      'a pool of two, where models are compared',
      ['processes', 'timings'],
      aFinding({ rule: 'few-workers', subject: 'process', name: 'Pool', limit: 2 }),
      aRun({}, { lanes: lanes('process', [1, 2]) }),
    ],
  ])('is no fault: %s', (_, ids, finding, run) => {
    expect(hints(short(...ids), [run], [finding])).toEqual([]);
  });
});

it('marks the line of an error in JavaScript', () => {
  const text =
    'file:///box/main.mjs:3\naxios.get(url)\n^\n\nReferenceError: axios is not defined\n    at file:///box/main.mjs:3:1\n\nNode.js v24.21.0\n';
  const run = aRun({ exitStatus: 1 }, { output: [anOutput(text, { stream: 'stderr' })] });
  expect(hints([aCheck('runs')], [run], [])).toMatchObject([
    {
      check: 'runs',
      file: 'main.mjs',
      line: 3,
      message: 'Line 3 ended the program after 1.0 s: ReferenceError: axios is not defined',
    },
  ]);
});
