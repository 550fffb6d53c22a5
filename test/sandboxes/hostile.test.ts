import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import type { Slot } from '../../src/execution/host-slots.js';
import { localExecution } from '../../src/execution/local-execution.js';
import type { Run } from '../../src/grading/timeline.js';
import { textOf } from '../../src/grading/timeline-selectors.js';
import { orphanedControlGroups, processesOfSlot } from '../support/jail-traces.js';
import {
  expectAsLabelled,
  type LabelledProgram,
  readLabelledPrograms,
} from '../support/labelled-programs.js';
import { aScenario } from '../support/runs.js';

/**
 * Programs that try to get out, to stay, or to wreck what is around them. Each must end with the outcome it names, leave
 * nothing alive and nothing behind, not have touched the host, and the next ordinary run must be right.
 */
const programs = readLabelledPrograms(join(packageRoot, 'test/sandboxes/hostile'));

const stateDirectory = mkdtempSync(join(tmpdir(), 'hostile-test-'));
const { sandbox, slots, close } = localExecution({ stateDirectory });
/** Where the sandbox stages files, in place of /tmp, so that what it leaves there is known to be of these runs. */
const temporaryDirectory = mkdtempSync(join(tmpdir(), 'hostile-tmp-'));

/** Things of the host which a program must neither learn, nor reach, nor change. */
const secret = `canary-${process.pid}-${Math.random()}`;
const canaryFile = join(temporaryDirectory, 'canary');
const canaryServer = createServer((socket) => {
  visits += 1;
  socket.destroy();
});
const abstractServer = createServer((socket) => {
  visits += 1;
  socket.destroy();
});
const abstractName = `interleave-canary-${process.pid}`;
let visits = 0;
let slot: Slot;

beforeAll(async () => {
  chmodSync(temporaryDirectory, 0o755);
  process.env.TMPDIR = temporaryDirectory;
  writeFileSync(canaryFile, secret);
  chmodSync(canaryFile, 0o666);
  process.env.INTERLEAVE_CANARY = secret;
  await new Promise<void>((resolve) => canaryServer.listen(0, '0.0.0.0', resolve));
  await new Promise<void>((resolve) => abstractServer.listen(`\0${abstractName}`, resolve));
  slot = await slots.acquire();
  await expectOrdinaryRun();
});

afterAll(async () => {
  await slot.release();
  await close();
  canaryServer.close();
  abstractServer.close();
  delete process.env.INTERLEAVE_CANARY;
  rmSync(stateDirectory, { recursive: true });
  rmSync(temporaryDirectory, { recursive: true });
});

function whatItMayTry(): string {
  const { port } = canaryServer.address() as { port: number };
  const [internetSocket] = readdirSync(temporaryDirectory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('internet.sock'))
    .map((path) => join(temporaryDirectory, path));
  return JSON.stringify({ secret, file: canaryFile, port, abstract: abstractName, internetSocket });
}

function runHostile({ entry, text, scenario }: LabelledProgram): Promise<Run> {
  const files = { [entry]: text, 'canary.json': whatItMayTry() };
  return sandbox.run({ files, entry, scenario }, slot.number);
}

const ordinary = `
import time
time.sleep(1)
print(time.monotonic() > 1000.9)
`;

async function expectOrdinaryRun(): Promise<void> {
  const files = { 'ordinary.py': ordinary };
  const run = await sandbox.run({ files, entry: 'ordinary.py', scenario: aScenario() }, slot.number);
  expect(run).toMatchObject({ outcome: 'exited', exitStatus: 0, fault: null });
  expect(textOf(run, 'stdout')).toBe('True\n');
  expect(run.elapsedMs).toBeGreaterThan(1000);
  expect(run.elapsedMs).toBeLessThan(1100);
}

function expectHostUnharmed(run: Run): void {
  expect(processesOfSlot(slot.number)).toEqual([]);
  expect(readdirSync(temporaryDirectory).filter((name) => /run-|clock/.test(name))).toEqual([]);
  expect(visits).toBe(0);
  expect(readFileSync(canaryFile, 'utf8')).toBe(secret);
  expect(JSON.stringify(run)).not.toContain(secret);
}

describe('hostile programs', () => {
  for (const program of programs) {
    const test = program.finding === null ? it : it.skip;
    test(program.name, async () => {
      const groupsBefore = new Set(orphanedControlGroups());
      const run = await runHostile(program);
      expectAsLabelled(program, run);
      expectHostUnharmed(run);
      expect(orphanedControlGroups().filter((group) => !groupsBefore.has(group))).toEqual([]);
      await expectOrdinaryRun();
    });
  }

  it('leaves the stand-in internet at work', async () => {
    const text = `import urllib.request\nprint(urllib.request.urlopen("https://httpbin.org/delay/1").status)`;
    const files = { 'ask.py': text };
    const run = await sandbox.run({ files, entry: 'ask.py', scenario: aScenario() }, slot.number);
    expect(textOf(run, 'stdout')).toBe('200\n');
    expect(run.elapsedMs).toBeLessThan(1300);
  });
});
