import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunRequest } from '../../sandboxes/protocol.js';
import { laneLine, resultLine } from '../../test/support/supervisor-lines.js';
import { defaultLimits } from '../grading/scenario.js';
import { supervise } from './supervisor.js';

const folder = mkdtempSync(join(tmpdir(), 'supervisor-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

let scripts = 0;
/** A stand-in supervisor: a shell script. */
function script(...lines: string[]): string {
  scripts += 1;
  const file = join(folder, `supervisor-${scripts}`);
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
  return file;
}

const say = (...lines: unknown[]) => lines.map((line) => `echo '${JSON.stringify(line)}' >&3`).join('\n');

const request: RunRequest = {
  stagingDirectory: folder,
  files: ['main.py'],
  entry: 'main.py',
  seed: 1,
  order: 'free',
  limits: defaultLimits,
  internetSocket: '/nowhere',
  caFile: '/nowhere',
  internet: { delaysMs: [], seed: 1 },
  slot: 0,
};

describe('supervise', () => {
  it('gives the run that the supervisor tells', async () => {
    const binary = script(say(laneLine(0, 'main'), resultLine({ cgroup: 'cgroup-v1' })));
    const { run, cgroup } = await supervise(binary, request, 'as-asked');
    expect(run).toMatchObject({ outcome: 'exited', exitStatus: 0, fault: null });
    expect(run.timeline.lanes).toHaveLength(1);
    expect(cgroup).toBe('cgroup-v1');
  });

  it('reads a line that comes in pieces', async () => {
    const text = JSON.stringify(resultLine());
    const half = Math.floor(text.length / 2);
    const binary = script(
      `printf '%s' '${text.slice(0, half)}' >&3`,
      'sleep 0.1',
      `echo '${text.slice(half)}' >&3`,
    );
    expect((await supervise(binary, request, 'as-asked')).run.outcome).toBe('exited');
  });

  const said = [say(laneLine(0, 'main')), 'echo "no more memory" >&2'];
  it.each([
    ['a program that is not there', join(folder, 'missing'), 'start supervisor', /ENOENT/],
    ['death before the result', script(...said, 'exit 7'), 'await supervisor', /status 7.*no more memory/],
    ['death by a signal', script(...said, 'kill -SEGV $$'), 'await supervisor', /SIGSEGV/],
    ['silence', script('exit 0'), 'await supervisor', /status 0 before the result/],
    ['a line that is not JSON', script('echo "{" >&3', 'sleep 5'), 'read supervisor', /no message: \{/],
    ['a line of no known type', script(say({ type: 'other' }), 'sleep 5'), 'read supervisor', /other/],
    [
      'a line after the result',
      script(say(resultLine(), resultLine()), 'sleep 5'),
      'read supervisor',
      /result/,
    ],
  ])('calls %s a fault of ours, and names the step', async (_, binary, step, message) => {
    const { run, cgroup } = await supervise(binary, request, 'slow');
    expect(run).toMatchObject({ scenario: 'slow', outcome: 'sandbox-fault', fault: { step } });
    expect(run.fault?.message).toMatch(message);
    expect(cgroup).toBeNull();
  });

  it('keeps what had been seen before the fault', async () => {
    const { run } = await supervise(script(...said), request, 'as-asked');
    expect(run.timeline.lanes).toHaveLength(1);
  });

  it('ends a supervisor that hangs', async () => {
    const limits = { ...defaultLimits, realMs: -4_900 };
    const { run } = await supervise(script('exec sleep 60'), { ...request, limits }, 'as-asked');
    expect(run.fault?.message).toContain('long after its limit');
  });

  it('ends with the reason of an abort, and the supervisor with it', async () => {
    const mark = join(folder, 'still-alive');
    const stop = new AbortController();
    const running = supervise(script('sleep 0.5', `touch ${mark}`), request, 'as-asked', stop.signal);
    stop.abort(new Error('shutting down'));
    await expect(running).rejects.toThrow('shutting down');
    expect(existsSync(mark)).toBe(false);
  });
});
