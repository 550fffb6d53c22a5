import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { localExecution } from '../../src/execution/local-execution.js';
import type { Run } from '../../src/grading/timeline.js';
import { textOf } from '../../src/grading/timeline-selectors.js';
import {
  expectAsLabelled,
  type LabelledProgram,
  readLabelledPrograms,
} from '../support/labelled-programs.js';

/** Odd but honest programs: in every style that a course may bring, with the outcome, the output and the virtual time. */
const programs = readLabelledPrograms(join(packageRoot, 'test/sandboxes/programs'));

const stateDirectory = mkdtempSync(join(tmpdir(), 'programs-test-'));
const { pool, close } = localExecution({ stateDirectory });
afterAll(async () => {
  await close();
  rmSync(stateDirectory, { recursive: true });
});

function run({ entry, text, scenario }: LabelledProgram): Promise<Run> {
  return pool.run({ language: 'python' as const, files: { [entry]: text }, entry, scenario });
}

describe('odd but honest programs', () => {
  for (const program of programs) {
    const test = program.finding === null ? it : it.skip;
    test(program.name, async () => expectAsLabelled(program, await run(program)));
  }

  it('draw the same randomness from the same seed, and other from another', async () => {
    const [one, two] = programs.filter(({ name }) => name.startsWith('randomness of seed'));
    const texts = await Promise.all(
      [one!, one!, two!].map(async (program) => textOf(await run(program), 'stdout')),
    );
    expect(texts[0]).toBe(texts[1]);
    const [first, second] = [texts[0]!, texts[2]!].map((text) => text.split(/\s/));
    for (let index = 0; index < 6; index += 1) expect(first![index]).not.toBe(second![index]);
  });
});
