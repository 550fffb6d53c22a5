import { describe, expect, it } from 'vitest';
import type { RequestRecord, Span } from '../../src/grading/timeline.js';
import { aLane, aRequest, aRun, aSleep } from '../../test/support/runs.js';
import { checks } from './checks.js';

type Conditions = { requests: readonly RequestRecord[]; spans?: readonly Span[]; exitStatus?: number };

/** The same run under all three scenarios, unless those with unequal delays are given apart. */
function statuses(asAsked: Conditions, unequal: readonly [Conditions, Conditions] = [asAsked, asAsked]) {
  const lanes = [0, 1, 2].map((id) => aLane({ id }));
  lanes.push(aLane({ id: 3, kind: 'process' }));
  const runs = [asAsked, ...unequal].map(({ requests, spans = [], exitStatus = 0 }, at) => {
    const scenario = ['as-asked', 'first-slower', 'second-slower'][at]!;
    return aRun({ scenario, exitStatus }, { lanes, requests, spans });
  });
  const evidence = { files: { 'main.py': '' }, entry: 'main.py', runs, scenarios: [] };
  return Object.values(checks)
    .map((check) => check(evidence).status)
    .join(' ');
}

const on = (target: Span['on'], startMs: number, endMs: number): Span =>
  aSleep(0, startMs, endMs, { on: target });
const together = [aRequest(0, 100, 2100), aRequest(0, 110, 2110)];
const apart = [aRequest(0, 100, 2100), aRequest(0, 2110, 4110)];
const short = [aRequest(0, 100, 105), aRequest(0, 112, 117)];
const cut = { ...aRequest(0, 110, 1000), completed: false };

describe('checks of async-two-requests: runs, both, loop, concurrent, longest', () => {
  it.each<[string, string, string]>([
    ['two together', 'passed passed passed passed passed', statuses({ requests: together })],
    ['two apart', 'passed passed passed failed failed', statuses({ requests: apart })],
    [
      'blocked by the first',
      'passed passed failed failed failed',
      statuses({ requests: apart, spans: [on('socket', 101, 2100), on('socket', 2111, 4110)] }),
    ],
    [
      'two threads',
      'passed passed failed passed passed',
      statuses({ requests: [aRequest(1, 100, 2100), aRequest(2, 100, 2100)] }),
    ],
    [
      'two processes',
      'passed passed failed passed passed',
      statuses({ requests: [aRequest(0, 100, 2100), aRequest(3, 100, 2100)] }),
    ],
    [
      'a sleep while they are in flight',
      'passed passed failed passed passed',
      statuses({ requests: together, spans: [on('sleep', 500, 700)] }),
    ],
    [
      'waits of the interpreter for its lock',
      'passed passed passed passed passed',
      statuses({
        requests: together,
        spans: [on('lock', 500, 505), on('lock', 506, 511), on('poll', 520, 2000)],
      }),
    ],
    ['one only', 'passed failed not-reached failed failed', statuses({ requests: [aRequest(0, 0, 2000)] })],
    ['none', 'passed failed not-reached failed failed', statuses({ requests: [] })],
    ['one cut off', 'passed failed passed failed failed', statuses({ requests: [together[0]!, cut] })],
    [
      'none, and a crash',
      'failed not-reached not-reached not-reached not-reached',
      statuses({ requests: [], exitStatus: 1 }),
    ],
    [
      'a crash afterwards',
      'failed passed passed passed passed',
      statuses({ requests: together, exitStatus: 1 }),
    ],
    [
      'a round apart and a round together',
      'passed passed passed passed passed',
      statuses({ requests: [...apart, aRequest(0, 5000, 7000), aRequest(0, 5010, 7010)] }),
    ],
    [
      'the second a second later',
      'passed passed passed failed failed',
      statuses({ requests: [aRequest(0, 0, 2000), aRequest(0, 1000, 3000)] }),
    ],
    [
      'answers too short to tell, and together when slow',
      'passed passed passed passed passed',
      statuses({ requests: short }, [{ requests: together }, { requests: together }]),
    ],
    [
      'answers too short to tell, and apart when slow',
      'passed passed passed failed failed',
      statuses({ requests: short }, [{ requests: apart }, { requests: apart }]),
    ],
    [
      'together only if both take as long',
      'passed passed passed passed failed',
      statuses({ requests: together }, [{ requests: together }, { requests: apart }]),
    ],
  ])('%s: %s', (_, expected, found) => expect(found).toBe(expected));

  it('look at the first of hundreds of requests only, as each is held against each', () => {
    const inTurn = (count: number) =>
      Array.from({ length: count }, (_, at) => aRequest(0, at * 200, at * 200 + 150));
    const together = [aRequest(0, 90_000, 91_000), aRequest(0, 90_000, 91_000)];
    expect(statuses({ requests: [...inTurn(20), ...together] })).toBe('passed passed passed passed passed');
    expect(statuses({ requests: [...inTurn(80), ...together] })).toBe('passed passed passed failed failed');
  });
});
