/** Reads checks that nobody here has written: in a process of its own, kept warm, and killed when it takes too long. */
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root.js';
import { type ExerciseProblem, problemOf } from '../../exercises/problem.js';
import { checksFile } from '../../exercises/strip-checks.js';
import type { Completions, Description } from '../../exercises/writing-help.js';
import { WarmProcess } from '../warm-process/parent.js';
import {
  type CompileAnswer,
  type CompilerRequest,
  compileAnswer,
  completeAnswer,
  describeAnswer,
} from './messages.js';

export interface CompiledChecks {
  /** As JavaScript, lines and columns kept; null when there is a problem of severity `error`. */
  readonly source: string | null;
  readonly problems: readonly ExerciseProblem[];
}

/** Types of a checks.ts as long as any of ours take 100 ms; ten times the patience for a busy host, and more. */
const defaultTimeLimitMs = 10_000;
const memoryLimitMegabytes = 512;

export class ChecksCompiler {
  private readonly process = new WarmProcess({
    does: 'reads checks',
    mainFile: join(packageRoot, 'dist/src/execution/checks-compiler/main.js'),
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${memoryLimitMegabytes}`],
  });

  constructor(private readonly timeLimitMs = defaultTimeLimitMs) {}

  /** One at a time. Rejects only when the process cannot be started. */
  async compile(text: string): Promise<CompiledChecks> {
    const answer = await this.ask({ kind: 'compile', text });
    return answer === ended ? { source: null, problems: [tooMuch] } : compiledOf(compileAnswer.parse(answer));
  }

  /** Names that fit at a place; none when that takes too long. Rejects as `compile` does. */
  async complete(text: string, offset: number): Promise<Completions> {
    const answer = await this.ask({ kind: 'complete', text, offset });
    return answer === ended ? { from: offset, items: [] } : completeAnswer.parse(answer);
  }

  /** What a name means that fits at a place, or what stands there; null when nothing is known. Rejects as `compile` does. */
  async describe(text: string, offset: number, name: string | null): Promise<Description | null> {
    const answer = await this.ask({ kind: 'describe', text, offset, name });
    return answer === ended ? null : describeAnswer.parse(answer);
  }

  /** Once all that was asked for is compiled. */
  stop(): Promise<void> {
    return this.process.stop();
  }

  private async ask(request: CompilerRequest): Promise<unknown> {
    const answered = await this.process.ask(request, { timeMs: this.timeLimitMs });
    return answered.kind === 'ended' ? ended : answered.answer;
  }
}

/** In place of an answer: the process was killed. */
const ended = Symbol('ended');

const tooMuch = problemOf(
  checksFile,
  'could not be read: its types or its nesting take more time or memory than there is for checks',
);

function compiledOf({ source, problems }: CompileAnswer): CompiledChecks {
  return {
    source,
    problems: problems.map(({ message, ...at }) => problemOf(checksFile, message, at)),
  };
}
