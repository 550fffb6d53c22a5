import type { Checked, CheckHost } from '../../src/execution/check-host/client.js';
import type { Execution } from '../../src/execution/grade.js';
import type { Exercise } from '../../src/grading/exercise.js';
import { judge, type Verdicts } from '../../src/grading/judge.js';
import type { Report } from '../../src/grading/report.js';
import type { Run } from '../../src/grading/timeline.js';

/** Remembers the verdicts of an execution, and says which report follows from them alone. */
export class WithoutLines {
  readonly execution: Execution;
  private readonly seen = new WeakMap<readonly Run[], { exercise: Exercise; verdicts: Verdicts }>();

  constructor(execution: Execution) {
    const { checkHost } = execution;
    const check = async (...given: Parameters<CheckHost['check']>): Promise<Checked> => {
      const checked = await checkHost.check(...given);
      if (checked.kind === 'verdicts') {
        const [exercise, { runs }] = given;
        this.seen.set(runs, { exercise, verdicts: checked.verdicts });
      }
      return checked;
    };
    const remembering = { warmUp: () => checkHost.warmUp(), check } as CheckHost;
    this.execution = { ...execution, checkHost: remembering };
  }

  of(runs: readonly Run[]): Report {
    const seen = this.seen.get(runs);
    if (!seen) throw new Error('These runs were not checked here');
    return judge(seen.exercise, runs, seen.verdicts);
  }
}
