/** Runs an exercise's checks in a process of their own, kept warm, and believes nothing that comes back unread. */
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../config/package-root.js';
import type { Evidence } from '../../grading/checks-api.js';
import type { Exercise } from '../../grading/exercise.js';
import type { Verdicts } from '../../grading/judge.js';
import { WarmProcess } from '../warm-process/parent.js';
import {
  type CheckAnswer,
  type CheckRequest,
  catastropheMark,
  checkAnswer,
  type ExerciseFault,
  type ExerciseFaultCode,
  guestResults,
  verdict,
} from './messages.js';

export interface CheckLimits {
  /** For all checks of an exercise together. */
  readonly timeLimitMs: number;
  readonly memoryLimitMegabytes: number;
  /** How long after its time limit a guest must have been stopped; then the process is killed. */
  readonly watchdogMarginMs: number;
}

const defaultCheckLimits: CheckLimits = {
  timeLimitMs: 2_000,
  memoryLimitMegabytes: 64,
  watchdogMarginMs: 1_000,
};

/**
 * How many times its time limit a second try may take. The limit is of the clock on the wall: with 8 busy processes
 * beside it on 2 cores, checks of 50 ms have taken more than 2 s.
 */
const timeLimitPatience = 10;

export type Checked =
  | { readonly kind: 'verdicts'; readonly verdicts: Verdicts }
  | { readonly kind: 'fault'; readonly fault: ExerciseFault };

const faulty = (code: ExerciseFaultCode, message: string): Checked => ({
  kind: 'fault',
  fault: { code, message },
});

const aProcess = () =>
  new WarmProcess({
    does: 'runs checks',
    mainFile: join(packageRoot, 'dist/src/execution/check-host/main.js'),
  });

export class CheckHost {
  private readonly process = aProcess();
  /** Where checks that took too long have their second chance, so that nobody else's wait for them. */
  private readonly patientProcess = aProcess();

  constructor(private readonly limits: CheckLimits = defaultCheckLimits) {}

  /** Starts the process ahead of the first check. */
  warmUp(): void {
    this.process.warmUp();
  }

  /** Verdicts for exactly the checks of the exercise. Throws only if the process dies again for no reason of the checks. */
  async check(exercise: Exercise, seen: Omit<Evidence, 'scenarios'>): Promise<Checked> {
    const scenarios = exercise.scenarios.map(({ id, title, limits }) => ({ id, title, limits }));
    const evidence: Evidence = { ...seen, scenarios };
    const answer = await this.ask(exercise.checksSource, JSON.stringify(evidence));
    return answer.kind === 'fault' ? faulty(answer.code, answer.message) : readResults(exercise, answer.json);
  }

  /** The fault by which the checks of this exercise could not run at all, without running any; null if there is none. */
  async findFault(exercise: Pick<Exercise, 'checks' | 'checksSource'>): Promise<ExerciseFault | null> {
    const answer = await this.ask(exercise.checksSource, null);
    if (answer.kind === 'fault') return { code: answer.code, message: answer.message };
    const ids = z.array(z.string()).safeParse(parseJson(answer.json));
    return ids.success ? differingIds(exercise, ids.data) : notTheIds;
  }

  /** Once all checks that were asked for are done. */
  async stop(): Promise<void> {
    await this.process.stop();
    await this.patientProcess.stop();
  }

  /** The time is the wall's, and on a busy host right checks may seem slow: they get another chance, with more of it. */
  private async ask(source: string, evidenceJson: string | null): Promise<CheckAnswer> {
    const { timeLimitMs, memoryLimitMegabytes } = this.limits;
    const request = { source, evidenceJson, timeLimitMs, memoryLimitMegabytes };
    const answer = await this.askTwice(this.process, request);
    if (answer.kind !== 'fault' || answer.code !== 'check-timed-out') return answer;
    const patiently = { ...request, timeLimitMs: timeLimitMs * timeLimitPatience };
    return await this.askTwice(this.patientProcess, patiently);
  }

  /** A process that somebody else killed says nothing about the checks: once more, in a new one. */
  private async askTwice(process: WarmProcess, request: CheckRequest): Promise<CheckAnswer> {
    try {
      return await this.askOnce(process, request);
    } catch {
      return await this.askOnce(process, request);
    }
  }

  private async askOnce(process: WarmProcess, request: CheckRequest): Promise<CheckAnswer> {
    const { timeLimitMs, memoryLimitMegabytes } = request;
    const answered = await process.ask(request, { timeMs: timeLimitMs + this.limits.watchdogMarginMs });
    if (answered.kind === 'answer') return checkAnswer.parse(answered.answer);
    const fault = faultOfDeath(answered.said, answered.wasLate, memoryLimitMegabytes, timeLimitMs);
    if (!fault) throw new Error(`The process that runs checks died: ${answered.said}`);
    return { kind: 'fault', ...fault };
  }
}

function faultOfDeath(
  said: string,
  late: boolean,
  memoryLimitMegabytes: number,
  timeLimitMs: number,
): ExerciseFault | null {
  if (said.includes(catastropheMark)) {
    const message = `The checks used more than ${memoryLimitMegabytes} MB of memory`;
    return { code: 'check-out-of-memory', message };
  }
  if (!late) return null;
  const message = `The checks could not be stopped after ${timeLimitMs / 1000} s; look for more than ${memoryLimitMegabytes} MB of memory, too`;
  return { code: 'check-timed-out', message };
}

/** Of the stack only the place in the author's own file. */
function thrownWords(stack: string): string {
  const isFrame = (line: string) => /^\s+at /.test(line);
  const lines = stack.split('\n');
  const said = lines.filter((line) => !isFrame(line)).join('\n');
  const place = /checks\.ts:\d+:\d+/.exec(lines.filter(isFrame).join('\n'))?.[0];
  return place === undefined ? said : `${said} [${place}]`;
}

function readResults(exercise: Exercise, json: string): Checked {
  const results = guestResults.safeParse(parseJson(json));
  if (!results.success) return faulty('verdict-invalid', z.prettifyError(results.error));
  const differing = differingIds(
    exercise,
    results.data.map(({ id }) => id),
  );
  if (differing) return { kind: 'fault', fault: differing };
  const verdicts = new Map<string, Verdicts[string]>();
  for (const result of results.data) {
    if ('error' in result)
      return faulty('check-threw', `The check "${result.id}" threw: ${thrownWords(result.error)}`);
    const read = verdict.safeParse(result.verdict);
    if (!read.success) {
      const problem = z.prettifyError(read.error);
      return faulty('verdict-invalid', `The check "${result.id}" returned no verdict: ${problem}`);
    }
    verdicts.set(result.id, read.data);
  }
  return { kind: 'verdicts', verdicts: Object.fromEntries(verdicts) };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const notTheIds: ExerciseFault = {
  code: 'checks-invalid',
  message: 'The names of what checks.ts exports as `checks` cannot be read',
};

function differingIds(exercise: Pick<Exercise, 'checks'>, ids: readonly string[]): ExerciseFault | null {
  const expected = exercise.checks.map(({ id }) => id);
  const missing = expected.filter((id) => !ids.includes(id));
  const unknown = ids.filter((id) => !expected.includes(id));
  if (missing.length === 0 && unknown.length === 0) return null;
  const parts = [
    ...(missing.length > 0 ? [`checks.ts lacks ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`exercise.yaml lacks ${unknown.join(', ').slice(0, 1_000)}`] : []),
  ];
  return { code: 'check-ids-differ', message: parts.join('; ').toWellFormed().replaceAll('\0', '\ufffd') };
}
