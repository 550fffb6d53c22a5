import { describe, expect, it } from 'vitest';
import { anExercise, aRun, aScenario } from '../../test/support/runs.js';
import { nothingRead, type ProgramReading } from '../grading/findings.js';
import type { PlannedRun } from '../grading/plan.js';
import type { Run } from '../grading/timeline.js';
import { passed } from '../grading/verdict.js';
import type { Checked, CheckHost } from './check-host/client.js';
import { type Execution, type Grading, grade, type Progress } from './grade.js';
import { HostSlots } from './host-slots.js';
import { Pool } from './pool.js';
import type { ProgramReader } from './program-reader/client.js';

const exercise = anExercise({ scenarios: [aScenario({ id: 'one' }), aScenario({ id: 'two' })] });
const submission = { language: 'python' as const, files: { 'x.py': '' }, entry: 'x.py' };
const allPassed: Checked = { kind: 'verdicts', verdicts: { runs: passed('ran'), waits: passed('waited') } };

let families = 0;
function anExecution(
  run: (planned: PlannedRun) => Promise<Run>,
  checked: Checked = allPassed,
  reading: ProgramReading | null = nothingRead,
): Execution {
  families += 1;
  const slots = new HostSlots(2, `interleave-grade-${process.pid}-${families}`);
  const checkHost = { warmUp: () => undefined, check: async () => checked } as unknown as CheckHost;
  const programReader = { read: async () => reading } as unknown as ProgramReader;
  return { pool: new Pool(2, { run }, slots), checkHost, programReader };
}

const good = async ({ scenario }: PlannedRun) => aRun({ scenario: scenario.id });
const faulty = async ({ scenario }: PlannedRun) =>
  aRun({ scenario: scenario.id, outcome: 'sandbox-fault', fault: { step: 'mount', message: 'no' } });

describe('grade', () => {
  it('gives report and runs, in the order of the scenarios whichever ends first', async () => {
    const slowFirst = async (planned: PlannedRun) => {
      if (planned.scenario.id === 'one') await new Promise((resolve) => setTimeout(resolve, 30));
      return good(planned);
    };
    const grading = await grade(anExecution(slowFirst), exercise, submission);
    expect(grading).toMatchObject({ kind: 'graded', report: { score: 35 } });
    expect(grading.runs.map(({ scenario }) => scenario)).toEqual(['one', 'two']);
  });

  it('tells its progress', async () => {
    const seen: Progress[] = [];
    await grade(anExecution(good), exercise, submission, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { step: 'running', scenario: 'one', index: 1, total: 2 },
      { step: 'running', scenario: 'two', index: 2, total: 2 },
      { step: 'checking' },
    ]);
  });

  it('tries again after a fault of ours', async () => {
    let faults = 2;
    const mending = (planned: PlannedRun) => {
      faults -= 1;
      return faults >= 0 ? faulty(planned) : good(planned);
    };
    expect(await grade(anExecution(mending), exercise, submission)).toMatchObject({ kind: 'graded' });
  });

  it('gives no score when the fault of ours stays, and names the step', async () => {
    let tries = 0;
    const counting = (planned: PlannedRun) => {
      tries += 1;
      return faulty(planned);
    };
    const grading = await grade(anExecution(counting), exercise, submission);
    expect(grading).toMatchObject({ kind: 'sandbox-fault', fault: { step: 'mount' } });
    expect(grading).not.toHaveProperty('report');
    expect(tries).toBe(6);
  });

  it('called off, ends only when every run has ended', async () => {
    const ended: string[] = [];
    const failing = async ({ scenario }: PlannedRun) => {
      await new Promise((resolve) => setTimeout(resolve, scenario.id === 'one' ? 0 : 30));
      ended.push(scenario.id);
      throw new Error(`${scenario.id} was called off`);
    };
    await expect(grade(anExecution(failing), exercise, submission)).rejects.toThrow('one was called off');
    expect(ended).toEqual(['one', 'two']);
  });

  it('gives the report without hints when these fail, and says where but not what they were about', async () => {
    const failing: ProgramReading = {
      ...nothingRead,
      get places(): never {
        throw new TypeError('No way to read total = compute(secret)');
      },
    };
    const grading = await grade(anExecution(good, allPassed, failing), exercise, submission);
    expect(grading).toMatchObject({ kind: 'graded', report: { score: 35 } });
    const { hintsFault = '', report } = grading as Extract<Grading, { kind: 'graded' }>;
    expect(hintsFault).toMatch(/^TypeError\n {4}at .*grade\.test\.ts/);
    expect(hintsFault).not.toContain('compute');
    expect(report).not.toHaveProperty('hints');
  });

  it('says that a program could not be read, and gives the hints that need no reading', async () => {
    const grading = await grade(anExecution(good, allPassed, null), exercise, submission);
    expect(grading).toMatchObject({ kind: 'graded', hintsFault: 'the program could not be read' });
    expect(grading).toHaveProperty('report.hints', []);
  });

  it('gives no score when the exercise is at fault', async () => {
    const fault = { code: 'check-threw' as const, message: 'The check "runs" threw' };
    const grading = await grade(anExecution(good, { kind: 'fault', fault }), exercise, submission);
    expect(grading).toMatchObject({ kind: 'exercise-fault', fault });
    expect(grading).not.toHaveProperty('report');
  });
});
