import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checks as checksOfCompute } from '../../exercises/process-compute/checks.js';
import { checks as checksOfDownloads } from '../../exercises/thread-downloads/checks.js';
import { packageRoot } from '../../src/config/package-root.js';
import { localExecution } from '../../src/execution/local-execution.js';
import type { Checks } from '../../src/grading/checks-api.js';
import { measure } from '../../src/grading/measures.js';
import type { Run } from '../../src/grading/timeline.js';
import {
  leftFilesOf,
  linesOf,
  requestsOf,
  sleepsOf,
  textOf,
  threadsOf,
  workersOf,
} from '../../src/grading/timeline-selectors.js';
import { aScenario } from '../support/runs.js';

/** The programs printed in the two lessons, letter by letter, run unchanged and show the right timeline. */

const stateDirectory = mkdtempSync(join(tmpdir(), 'lessons-test-'));
const { pool, close } = localExecution({ stateDirectory });
afterAll(async () => {
  await close();
  rmSync(stateDirectory, { recursive: true });
});

async function runLesson(name: string): Promise<Run> {
  const entry = `${name}.py`;
  const text = readFileSync(join(packageRoot, 'test/sandboxes/lessons', entry), 'utf8');
  const run = await pool.run({
    language: 'python' as const,
    files: { [entry]: text },
    entry,
    scenario: aScenario(),
  });
  expect(textOf(run, 'stderr')).toBe('');
  expect(run).toMatchObject({ outcome: 'exited', exitStatus: 0, fault: null });
  return run;
}

const within = (actual: number, expected: number, share: number) => {
  expect(actual).toBeGreaterThan(expected * (1 - share));
  expect(actual).toBeLessThan(expected * (1 + share));
};

/** Whole lines: with `python3 -u`, print writes the text and the line break apart, and threads come between. */
const lines = (run: Run): string[] => linesOf(run, 'stdout').map(({ text }) => text);

/** As if the run were that of each of these scenarios: the program of the lesson solves the exercise that follows from it. */
function expectSolved(checks: Checks, run: Run, scenarios: readonly string[]): void {
  const runs = scenarios.map((scenario) => ({ ...run, scenario }));
  for (const [id, check] of Object.entries(checks)) {
    const { status, message } = check({ files: {}, entry: 'main.py', runs, scenarios: [] });
    expect([id, status], message).toEqual([id, 'passed']);
  }
}

describe('lesson 1', () => {
  it('two threads sleep 2 s at once', async () => {
    const run = await runLesson('threads-sleep');
    expect(threadsOf(run)).toHaveLength(2);
    expect(workersOf(run)).toHaveLength(0);
    const sleeps = sleepsOf(run);
    expect(new Set(sleeps.map(({ lane }) => lane))).toEqual(new Set(threadsOf(run).map(({ id }) => id)));
    expect(measure(sleeps)).toMatchObject({ count: 2, peak: 2 });
    expect(measure(sleeps).overlap).toBeGreaterThan(0.99);
    within(run.elapsedMs, 2000, 0.05);
    expect(lines(run).at(-1)).toBe('All tasks completed');
    expect(lines(run).slice(0, 2).sort()).toEqual(['Task 1 started', 'Task 2 started']);
  });

  it('two processes sleep 2 s at once', async () => {
    const run = await runLesson('processes-sleep');
    const workers = workersOf(run);
    expect(workers).toHaveLength(2);
    expect(measure(workers)).toMatchObject({ peak: 2 });
    const sleeps = sleepsOf(run);
    expect(sleeps.map(({ lane }) => lane).sort()).toEqual(workers.map(({ id }) => id).sort());
    expect(measure(sleeps).overlap).toBeGreaterThan(0.99);
    within(run.elapsedMs, 2000, 0.05);
    expect(workers.map(({ exitStatus }) => exitStatus)).toEqual([0, 0]);
    expect(lines(run).at(-1)).toBe('All processes completed');
  });

  it('two tasks await 2 s at once, in one thread', async () => {
    const run = await runLesson('asyncio-sleep');
    expect(run.timeline.lanes).toHaveLength(1);
    expect(measure(sleepsOf(run))).toMatchObject({ count: 1 });
    within(measure(sleepsOf(run)).longestMs, 2000, 0.01);
    within(run.elapsedMs, 2000, 0.1);
    expect(lines(run)).toEqual(['Task 1 started', 'Task 2 started', 'Task 1 completed', 'Task 2 completed']);
  });
});

describe('lesson 2', () => {
  it('three threads download at once', async () => {
    const run = await runLesson('threads-download');
    const threads = threadsOf(run);
    expect(threads).toHaveLength(3);
    const requests = requestsOf(run);
    expect(requests.map(({ url }) => url).sort()).toEqual([
      'http://example.com/1.jpg',
      'http://example.com/2.jpg',
      'http://example.com/3.jpg',
    ]);
    expect(requests.every(({ status, completed }) => status === 200 && completed)).toBe(true);
    expect(new Set(requests.map(({ lane }) => lane))).toEqual(new Set(threads.map(({ id }) => id)));
    expect(measure(requests)).toMatchObject({ count: 3, peak: 3 });
    expect(measure(requests).overlap).toBeGreaterThan(0.9);
    expect(lines(run).sort()).toEqual(['Downloaded 1.jpg', 'Downloaded 2.jpg', 'Downloaded 3.jpg']);
    const sent = requests.map(({ url, responseBytes, bodyCrc32 }) => {
      return { path: url.replace('http://example.com/', ''), bytes: responseBytes, crc32: bodyCrc32 };
    });
    expectSolved(checksOfDownloads, run, ['as-asked', 'later-slower']);
    expect(leftFilesOf(run)).toEqual(sent.sort((a, b) => (a.path < b.path ? -1 : 1)));
  });

  it('three processes compute at once, as long as the largest takes', async () => {
    const run = await runLesson('processes-compute');
    const workers = workersOf(run);
    expect(workers).toHaveLength(3);
    expect(measure(workers)).toMatchObject({ peak: 3 });
    const [small = 0, medium = 0, large = 0] = workers.map(({ cpuMs }) => cpuMs).sort((a, b) => a - b);
    within(medium / small, 2, 0.25);
    within(large / small, 3, 0.25);
    within(measure(workers).elapsedMs, large, 0.15);
    expect(lines(run).sort()).toEqual([
      'Computed 2666666466666670000000',
      'Computed 333333283333335000000',
      'Computed 8999999550000005000000',
    ]);
    expectSolved(checksOfCompute, run, ['parent-first']);
  });
});
