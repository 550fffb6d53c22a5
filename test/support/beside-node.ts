/** The same program in the sandbox for JavaScript and in Node itself. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { JavascriptSandbox } from '../../src/execution/javascript-sandbox.js';
import { textOf } from '../../src/grading/timeline-selectors.js';
import { aScenario } from './runs.js';

/** The first is the program. */
type Files = Readonly<Record<string, string>>;

/** Node's timers are real: on a busy machine those of a narrow gap can fall due together. */
const gapsMs = [20, 100, 500];

/**
 * What the program prints in both, line by line: equal, at one gap between its timers at least. Each prints one line for
 * each of `count` cases.
 */
export async function expectAsInNode(
  sandbox: JavascriptSandbox,
  slot: number,
  count: number,
  filesAt: (gapMs: number) => Files,
): Promise<void> {
  for (const gapMs of gapsMs) {
    const files = filesAt(gapMs);
    const [seen, expected] = await Promise.all([inSandbox(sandbox, slot, files), inNode(files)]);
    expect(expected).toHaveLength(count);
    if (gapMs !== gapsMs.at(-1) && seen.join('\n') !== expected.join('\n')) continue;
    expect(seen).toEqual(expected);
    return;
  }
}

async function inSandbox(sandbox: JavascriptSandbox, slot: number, files: Files): Promise<string[]> {
  const entry = Object.keys(files)[0] ?? '';
  const planned = { language: 'javascript', files, entry, scenario: aScenario() } as const;
  const run = await sandbox.run(planned, slot);
  expect(run, textOf(run, 'stderr')).toMatchObject({ outcome: 'exited', exitStatus: 0 });
  return textOf(run, 'stdout').trimEnd().split('\n');
}

async function inNode(files: Files): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'beside-node-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const entry = join(folder, Object.keys(files)[0] ?? '');
    const { stdout } = await promisify(execFile)(process.execPath, [entry]);
    return stdout.trimEnd().split('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}
