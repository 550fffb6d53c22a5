import { describe, expect, it } from 'vitest';
import { aCheck, aFinding, aPlace, hints } from '../../test/support/hints.js';
import { aLane, anOutput, aRequest, aRun, aSleep } from '../../test/support/runs.js';
import type { Finding, WaitingPlace } from './findings.js';
import type { Run } from './timeline.js';

const inTurn = [aRequest(0, 100, 2100), aRequest(0, 2101, 4101)];
const together = [aRequest(0, 100, 2100), aRequest(0, 105, 2105)];
const threads = [1, 2, 3].map((id) => aLane({ id, startMs: 0, endMs: 1000 }));
const threadsInTurn = [1, 2, 3].map((id) => aLane({ id, startMs: id * 1000, endMs: id * 1000 + 990 }));
const processesInTurn = threadsInTurn.map((lane) => ({
  ...lane,
  kind: 'process' as const,
  process: lane.id,
}));
const lanes = (...more: ReturnType<typeof aLane>[]) => [aLane({ id: 0, endMs: 5000 }), ...more];
const sleepsInTurn = [aSleep(1, 0, 1000), aSleep(2, 1000, 2000), aSleep(3, 2000, 3000)];
const stuck = { kind: 'waiting', on: 'lock', ended: 'woken' } as const;

/** What is found, the check that is short, a run that shows its effect and what is said then, and one that does not. */
const cases: [Finding, string, Run, RegExp, Run, WaitingPlace[]?][] = [
  [
    aFinding({ rule: 'blocks-the-loop', subject: 'request', name: 'requests.get' }),
    'event-loop',
    aRun({}, { requests: inTurn }),
    /^Line 9 blocks the event loop: both requests were made by one thread, the second began 2\.0 s after the first\./,
    aRun({}, { requests: together }),
  ],
  [
    aFinding({ rule: 'blocks-the-loop', subject: 'sleep', name: 'pause', waitLine: 3 }),
    'event-loop',
    aRun({}, { spans: [aSleep(0, 100, 600), aSleep(0, 700, 1200)] }),
    /^Line 9 .*by calling pause, which waits in line 3: the only thread slept 2 times, 1\.0 s in all/,
    aRun({}, { lanes: lanes(...threads), spans: [aSleep(1, 100, 600)] }),
    [aPlace({ line: 3 })],
  ],
  [
    aFinding({ rule: 'awaits-one-by-one', subject: 'request', waitLine: 10 }),
    'concurrent',
    aRun({}, { requests: inTurn }),
    /next request is made in line 10: the two requests were in flight one after the other, 4\.0 s in all/,
    aRun({}, { requests: together }),
  ],
  [
    aFinding({ rule: 'a-loop-for-each', subject: 'request' }),
    'concurrent',
    aRun({}, { requests: inTurn }),
    /^Line 9 runs an event loop to its end each time:/,
    aRun({}, { requests: [aRequest(0, 0, 9)] }),
  ],
  [
    aFinding({ rule: 'never-awaited', name: 'fetch' }),
    'both-requests',
    aRun(
      {},
      { output: [anOutput("RuntimeWarning: coroutine 'fetch' was never awaited\n", { stream: 'stderr' })] },
    ),
    /Python reported "coroutine 'fetch' was never awaited", and 0 requests were made/,
    aRun({}, { output: [anOutput("coroutine 'other' was never awaited\n", { stream: 'stderr' })] }),
  ],
  [
    aFinding({ rule: 'task-not-awaited', subject: 'task' }),
    'both-requests',
    aRun(
      { elapsedMs: 1100 },
      { requests: [aRequest(0, 0, 1000), { ...aRequest(0, 1, 1100), completed: false }] },
    ),
    /ended after 1\.1 s, and 1 of 2 requests had no answer yet/,
    aRun({}, { requests: together }),
  ],
  [
    aFinding({ rule: 'hands-to-a-thread', subject: 'request', name: 'to_thread' }),
    'event-loop',
    aRun({}, { lanes: lanes(...threads), requests: [aRequest(1, 0, 2000), aRequest(2, 1, 2001)] }),
    /\(to_thread\): 2 requests came from 2 threads beside that of the event loop/,
    aRun({}, { requests: together }),
  ],
  [
    aFinding({ rule: 'waits-in-the-starting-loop', name: 'join', waitLine: 8 }),
    'overlap',
    aRun({}, { lanes: lanes(...threadsInTurn) }),
    /each thread before line 8 starts the next one: the 3 threads lived one after the other, never two at once, 2\.99 s in all/,
    aRun({}, { lanes: lanes(...threads) }),
  ],
  [
    aFinding({ rule: 'waits-in-the-starting-loop', name: 'join' }),
    'threads',
    aRun(
      {},
      {
        lanes: lanes(...threadsInTurn, aLane({ id: 4, startMs: 4500, endMs: 4510 })),
        spans: [aSleep(1, 1000, 1900), aSleep(2, 2000, 2900), aSleep(3, 3000, 3900)],
      },
    ),
    /the 3 threads lived one after the other, never two at once, 2\.99 s in all/,
    aRun({}, { lanes: lanes(...threads) }),
  ],
  [
    aFinding({ rule: 'waits-in-the-starting-loop', subject: 'any', name: 'join' }),
    'parallel',
    aRun({}, { lanes: lanes(...processesInTurn) }),
    /each process before the next one is started: the 3 processes lived/,
    aRun({}, { lanes: lanes(...threadsInTurn) }),
  ],
  [
    aFinding({ rule: 'sleeps-between-starts', waitLine: 8 }),
    'overlap',
    aRun({}, { lanes: lanes(...threadsInTurn), spans: [aSleep(0, 1000, 2000), aSleep(0, 2000, 3000)] }),
    /main slept 2 times, 2\.0 s in all, and the second of 3 threads began 1\.0 s after the first/,
    aRun({}, { lanes: lanes(...threadsInTurn), spans: [aSleep(0, 0, 900)] }),
  ],
  [
    aFinding({ rule: 'lock-across-a-wait', subject: 'sleep', name: 'lock', waitLine: 10, limit: 1 }),
    'overlap',
    aRun({}, { lanes: lanes(...threads), spans: [...sleepsInTurn, aSleep(3, 0, 2000, stuck)] }),
    /holds lock across the sleep of line 10: the 3 sleeps came one after the other, 3\.0 s in all, and thread 3 waited 2\.0 s for it/,
    aRun({}, { lanes: lanes(...threads), spans: threads.map(({ id }) => aSleep(id, 0, 1000)) }),
  ],
  [
    aFinding({ rule: 'lock-across-a-wait', subject: 'request', name: 'limit=1', limit: 1 }),
    'concurrent',
    aRun({}, { requests: inTurn }),
    /allows one connection \(limit=1\): the 2 requests came one after the other/,
    aRun({}, { requests: together }),
  ],
  [
    aFinding({ rule: 'lock-never-released', subject: 'any', name: 'lock' }),
    'runs',
    aRun(
      { outcome: 'deadlocked', blocked: [{ lane: 2, on: 'lock', detail: 'a lock' }] },
      { lanes: lanes(...threads) },
    ),
    /takes lock, and nothing gives it back: after 1\.0 s nothing could happen any more, and 1 thread waited for a lock/,
    aRun({ outcome: 'timed-out-virtual' }, { lanes: lanes(...threads) }),
  ],
  [
    aFinding({ rule: 'target-is-called', name: 'task' }),
    'five-threads',
    aRun({}, { lanes: lanes(...threadsInTurn), spans: [aSleep(0, 0, 900), aSleep(0, 1100, 1900)] }),
    /calls task at once, .*main did 2 sleeps itself \(1\.7 s\) before the last of them began, and the 3 threads did nothing/,
    aRun({}, { lanes: lanes(...threadsInTurn), spans: [aSleep(0, 0, 900), aSleep(1, 1100, 1900)] }),
  ],
  [
    aFinding({ rule: 'run-instead-of-start' }),
    'five-threads',
    aRun({}, { spans: [aSleep(0, 0, 900)] }),
    /no thread was seen, and main did the 1 sleep itself, 0\.9 s in all/,
    aRun({}, { lanes: lanes(...threads) }),
  ],
  [
    aFinding({ rule: 'never-started', subject: 'process' }),
    'four-processes',
    aRun(),
    /nothing starts it: no process was seen in a run of 1\.0 s/,
    aRun({}, { lanes: lanes(...processesInTurn) }),
  ],
  [
    aFinding({ rule: 'few-workers', name: 'ThreadPoolExecutor', limit: 1 }),
    'overlap',
    aRun({}, { lanes: lanes(aLane({ id: 1 })), spans: [aSleep(1, 0, 900), aSleep(1, 900, 1800)] }),
    /allows 1 worker \(ThreadPoolExecutor\): 1 thread did all 2 sleeps, no more than 1 at once, 1\.8 s in all/,
    aRun({}, { lanes: lanes(...threads), spans: sleepsInTurn }),
  ],
  [
    aFinding({ rule: 'few-workers', subject: 'process', name: 'Pool', limit: 3 }),
    'four-processes',
    aRun({}, { lanes: lanes(...processesInTurn) }),
    /allows 3 workers \(Pool\): 3 processes were started in all/,
    aRun({}, { lanes: lanes(...processesInTurn.slice(1)) }),
  ],
  [
    aFinding({ rule: 'daemons-not-joined', name: 'daemon=True' }),
    'sleeps-then-prints',
    aRun({ elapsedMs: 12 }, { lanes: lanes(...threads), spans: [aSleep(1, 0, 12, { ended: 'run-end' })] }),
    /1 thread was cut off in the middle when main ended after 12 ms/,
    aRun(
      {},
      {
        lanes: lanes(...threads),
        spans: [aSleep(1, 0, 12, { ...stuck, ended: 'run-end' })],
        output: [anOutput('done', { lane: 2 })],
      },
    ),
  ],
  [
    aFinding({ rule: 'no-main-guard', subject: 'process' }),
    'runs',
    aRun(
      { exitStatus: 1 },
      {
        lanes: lanes(...processesInTurn),
        output: [anOutput('its bootstrapping phase', { stream: 'stderr' })],
      },
    ),
    /3 processes began, each by running the file again/,
    aRun({ exitStatus: 1 }, { lanes: lanes(...processesInTurn) }),
  ],
  [
    aFinding({ rule: 'change-without-a-lock', subject: 'process', name: 'total.value' }),
    'answer',
    aRun(
      {},
      {
        lanes: lanes(...[1, 2].map((id) => aLane({ id, kind: 'process' }))),
        reported: [1, 2].map((lane) => ({ lane, atMs: 1, data: { read: 1 } })),
      },
    ),
    /reads total\.value, adds to it and writes it back without a lock: 2 processes did so, up to 2 of them alive at once/,
    aRun({}, { lanes: lanes(...processesInTurn), reported: [{ lane: 1, atMs: 1, data: { read: 1 } }] }),
  ],
];

describe.each(cases)('%o', (finding, check, shows, expected, doesNot, places = []) => {
  it('is said where the run shows it and the check is short', () => {
    const [hint, ...more] = hints([aCheck(check)], [shows], [finding], places);
    expect(more).toEqual([]);
    expect(hint).toMatchObject({ check, file: 'main.py', line: 9, endLine: 9 });
    expect(hint?.message).toMatch(expected);
    expect(hint?.message).toMatch(/^Line 9 /);
    expect(hint?.message).not.toMatch(/undefined|NaN|Infinity|\[object/);
    for (const span of hint?.spans ?? []) expect(span.scenario).toBe(shows.scenario);
  });

  it('is not said where the run does not show it', () => {
    expect(hints([aCheck(check)], [doesNot], [finding], places)).toEqual([]);
  });

  it('is not said where its check has passed, whatever else has not', () => {
    expect(hints([aCheck(check, 'passed')], [shows], [finding], places)).toEqual([]);
    expect(hints([aCheck(check, 'passed'), aCheck('something-else')], [shows], [finding], places)).toEqual(
      [],
    );
  });
});

describe('which hints are given', () => {
  const join = aFinding({ rule: 'waits-in-the-starting-loop', name: 'join' });
  const shown = aRun({}, { lanes: lanes(...threadsInTurn) });

  it('none where the program has all points', () => {
    expect(hints([aCheck('mine', 'passed')], [shown], [join])).toEqual([]);
  });

  it('without a check, where an exercise has none that it could be', () => {
    expect(hints([aCheck('mine')], [shown], [join])).toMatchObject([{ check: null, line: 9 }]);
  });

  it('but not what an exercise may ask for', () => {
    const pool = aFinding({ rule: 'few-workers', subject: 'process', limit: 3, name: 'Pool' });
    expect(hints([aCheck('mine')], [aRun({}, { lanes: lanes(...processesInTurn) })], [pool])).toEqual([]);
  });

  it('with the evidence of the first run that shows it', () => {
    const runs = [aRun({ scenario: 'a' }), { ...shown, scenario: 'b' }];
    expect(hints([aCheck('overlap')], runs, [join])[0]?.spans[0]).toMatchObject({ scenario: 'b', lane: 1 });
  });

  it('at most two of a rule, one for a line', () => {
    const many = [9, 9, 10, 11].map((line) => ({ ...join, line, endLine: line }));
    expect(hints([aCheck('overlap')], [shown], many).map(({ line }) => line)).toEqual([9, 10]);
  });

  it('a sleep of unknown origin is nobody’s', () => {
    const sleep = aFinding({ rule: 'blocks-the-loop', subject: 'sleep', name: 'time.sleep' });
    const run = aRun({}, { spans: [aSleep(0, 0, 500)] });
    const check = [aCheck('event-loop')];
    expect(hints(check, [run], [sleep], [aPlace({ line: 9 })])).toHaveLength(1);
    expect(hints(check, [run], [sleep], [aPlace({ line: 9 }), aPlace({ line: 2 })])).toEqual([]);
    expect(hints(check, [run], [sleep], [aPlace({ line: 9, lengthMs: 300 })])).toEqual([]);
  });
});

describe('errors', () => {
  const crash = (line: number, file = '/box/main.py') =>
    aRun(
      { exitStatus: 1 },
      {
        output: [
          anOutput(
            `Traceback (most recent call last):\n  File "${file}", line ${line}, in f\nKeyError: 'a'\n`,
            {
              stream: 'stderr',
            },
          ),
        ],
      },
    );

  it('mark the line on which the program ended', () => {
    expect(hints([aCheck('runs')], [crash(3)], [])).toEqual([
      {
        check: 'runs',
        file: 'main.py',
        line: 3,
        endLine: 3,
        message: "Line 3 ended the program after 1.0 s: KeyError: 'a'",
        spans: [],
      },
    ]);
  });

  it('mark the line on which a part of it ended, while the rest waited for ever', () => {
    const waiting = { ...crash(3), outcome: 'deadlocked', exitStatus: null } as const;
    expect(hints([aCheck('runs')], [waiting], [])).toMatchObject([
      { message: "Line 3 ended a part of the program: KeyError: 'a'" },
    ]);
  });

  it.each([
    ['line 0', crash(0)],
    ['a line after the end', crash(400)],
    ['a file that is not there', crash(3, '/box/constructor')],
  ])('that a program made up are not believed: %s', (_, run) => {
    expect(hints([aCheck('runs')], [run], [])).toEqual([]);
  });
});
