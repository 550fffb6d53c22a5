/** Compares programs in a process of its own, which is started for it: a bounded time, a bounded memory, and then gone. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import type { ComparisonAnswer, ComparisonMessage, ComparisonResult } from './comparison-messages.js';
import type { Program } from './fingerprints.js';

export interface ComparisonLimits {
  /** From the start of the process to its end. */
  readonly timeMs: number;
  readonly memoryMegabytes: number;
  /** Pairs that are kept, besides those without which a group would fall apart. */
  readonly maxPairs: number;
}

/** 5,000 programs of 40 lines take well under a minute and 500 MB: see docs/decisions/similarity-in-a-process.md. */
export const defaultComparisonLimits: ComparisonLimits = {
  timeMs: 15 * 60_000,
  memoryMegabytes: 1536,
  maxPairs: 5_000,
};

export interface Comparable {
  /** What everybody was given; what is like it counts for nothing. */
  readonly starter: readonly { readonly name: string; readonly text: string }[];
  /** In portions, so that never all texts are held at once. */
  readonly programs: AsyncIterable<readonly Program[]>;
  /** 0…1. */
  readonly threshold: number;
}

/** The limits were too small; in words for the instructor. */
export class ComparisonStopped extends Error {}

const mainFile = join(packageRoot, 'dist/src/similarity/comparison-main.js');

/** Rejects with `ComparisonStopped`, or the reason of `signal`; nothing of the process is left then. */
export async function compare(
  { starter, programs, threshold }: Comparable,
  signal: AbortSignal,
  limits: ComparisonLimits = defaultComparisonLimits,
): Promise<ComparisonResult> {
  const process = new ComparisonProcess(limits, signal);
  try {
    await process.answer();
    await process.ask({ kind: 'starter', files: starter });
    for await (const portion of programs) await process.ask({ kind: 'programs', programs: portion });
    const answer = await process.ask({ kind: 'compare', threshold, maxPairs: limits.maxPairs });
    if (answer.kind !== 'compared') throw new Error(`The comparison answered ${answer.kind}`);
    return answer.result;
  } finally {
    process.end();
  }
}

class ComparisonProcess {
  private readonly child: ChildProcess;
  private readonly lost: Promise<never>;
  private readonly limit: NodeJS.Timeout;
  private isLate = false;

  constructor(
    private readonly limits: ComparisonLimits,
    private readonly signal: AbortSignal,
  ) {
    signal.throwIfAborted();
    this.child = fork(mainFile, [], {
      env: {},
      execArgv: [`--max-old-space-size=${limits.memoryMegabytes}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.limit = setTimeout(() => {
      this.isLate = true;
      this.kill();
    }, limits.timeMs);
    signal.addEventListener('abort', this.kill, { once: true });
    this.lost = new Promise((_, reject) => {
      this.child.once('error', reject);
      this.child.once('exit', (status, name) => reject(this.reasonOfEnd(name ?? `status ${status}`)));
    });
    // Nobody may be waiting when it ends.
    this.lost.catch(() => undefined);
  }

  ask(message: ComparisonMessage): Promise<ComparisonAnswer> {
    const answer = this.answer();
    this.child.send(message, (error) => error && this.kill());
    return answer;
  }

  answer(): Promise<ComparisonAnswer> {
    const answered = new Promise<ComparisonAnswer>((resolve) => this.child.once('message', resolve as never));
    return Promise.race([answered, this.lost]);
  }

  end(): void {
    clearTimeout(this.limit);
    this.signal.removeEventListener('abort', this.kill);
    this.kill();
  }

  private readonly kill = () => {
    this.child.kill('SIGKILL');
  };

  private reasonOfEnd(how: string): unknown {
    if (this.signal.aborted) return this.signal.reason;
    const { timeMs, memoryMegabytes } = this.limits;
    if (this.isLate)
      return new ComparisonStopped(`The comparison took longer than ${timeMs / 60_000} minutes.`);
    return new ComparisonStopped(
      `The comparison ended by itself (${how}); it may have needed more than ${memoryMegabytes} MB.`,
    );
  }
}
