import { describe, expect, it } from 'vitest';
import { aLane, anOutput, aRequest, aRun, aSleep } from '../../test/support/runs.js';
import type { Run } from '../grading/timeline.js';
import { drawTimeline, summaryOf } from './draw-timeline.js';

const draw = (run: Run, width = 51) => drawTimeline(run, { width, colour: false });

const twoThreads = aRun(
  { elapsedMs: 4000 },
  {
    lanes: [
      aLane({ id: 0, endMs: 4000 }),
      aLane({ id: 1, startMs: 0, endMs: 2000 }),
      aLane({ id: 2, startMs: 2000, endMs: 4000 }),
    ],
    spans: [
      { ...aSleep(0, 0, 4000), kind: 'waiting', on: 'lock', ended: 'woken' },
      aSleep(1, 0, 2000),
      aSleep(2, 3000, 4000),
    ],
    output: [anOutput('done', { lane: 0, atMs: 3999 })],
  },
);

describe('drawTimeline', () => {
  it('has a row for each lane, at its place on an axis of virtual time', () => {
    expect(draw(twoThreads).split('\n')).toEqual(
      [
        '         0 s               2 s              4 s',
        '         ┬─────────────────┬────────────────┬',
        'main     ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒•',
        'thread 1 ░░░░░░░░░░░░░░░░░░',
        'thread 2                   █████████░░░░░░░░░',
        '█ running   ░ sleeping   ▒ waiting   • output',
      ].map((line) => line.trimEnd()),
    );
  });

  it('puts requests under the lane that sent them, and says what became of them', () => {
    const cut = { ...aRequest(0, 1000, 2000), completed: false, url: 'http://example.com/a' };
    const run = aRun(
      { elapsedMs: 2000 },
      { requests: [aRequest(0, 0, 1000), cut, { ...aRequest(0, 0, 1), lane: null }] },
    );
    const lines = draw(run, 80).split('\n');
    expect(lines[3]).toMatch(/^ {2}GET httpbin\.org\/delay\/2 ┣━+┫ 200$/);
    expect(lines[4]).toMatch(/^ {2}GET example\.com\/a {4,}┣━+┫ cut$/);
    expect(lines[5]).toMatch(/^ {2}GET httpbin\.org\/delay\/2 ┃ 200$/);
  });

  it.each([30, 60, 100, 140])('keeps to a width of %i', (width) => {
    for (const line of draw(twoThreads, width).split('\n').slice(0, -1)) {
      expect(line.length).toBeLessThanOrEqual(Math.max(width, 42));
    }
  });

  it.each([0, 0.004, 3, 999, 30_000, 86_400_000])('draws a run of %d ms', (elapsedMs) => {
    const text = draw(aRun({ elapsedMs }, { lanes: [aLane({ id: 0, endMs: elapsedMs })] }), 100);
    expect(text).toMatch(/^ +0(\.0+)? m?s/);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('does not flood the terminal', () => {
    const lanes = Array.from({ length: 300 }, (_, id) => aLane({ id }));
    const text = draw(aRun({}, { lanes }));
    expect(text.split('\n').length).toBeLessThan(60);
    expect(text).toContain('… and 252 more rows');
  });

  it('uses colour only when asked to', () => {
    expect(draw(twoThreads)).not.toContain('\u001b');
    expect(drawTimeline(twoThreads, { width: 60, colour: true })).toContain('\u001b[');
  });
});

describe('summaryOf', () => {
  it.each([
    [aRun({ elapsedMs: 2004 }), 'exited with status 0 after 2.0 s (real 20 ms, CPU 10 ms, 9 MB)'],
    [aRun({ outcome: 'signalled', signal: 'SIGSEGV' }), 'was ended by SIGSEGV after 1.0 s'],
    [aRun({ outcome: 'timed-out-virtual' }), 'timed out virtual after'],
  ])('case %#', (run, text) => {
    expect(summaryOf(run)).toContain(text);
  });
});
