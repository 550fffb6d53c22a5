/** Reads programs in a process of its own, kept warm. No grading may depend on a reading: it may fail. */
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root.js';
import { nothingRead, type ProgramReading } from '../../grading/findings.js';
import { languageOf } from '../../grading/program-names.js';
import { WarmProcess } from '../warm-process/parent.js';
import { readAnswer } from './messages.js';

export interface ReadingLimits {
  /** CPU time of the process for one program; the clock on the wall would tell more of how busy the host is. */
  readonly cpuMs: number;
  /** On the wall, from when the process has begun with it: for a process that waits for something. */
  readonly timeMs: number;
  /** Of all programs together; larger programs are not read. */
  readonly characters: number;
  /** A process that has grown to so much is replaced by another one, between two programs. */
  readonly memoryBytes: number;
}

/** An ordinary program takes a few milliseconds. On a host that is busy beyond reason, they may take seconds. */
const defaultReadingLimits: ReadingLimits = {
  cpuMs: 4_000,
  timeMs: 60_000,
  characters: 60_000,
  memoryBytes: 256 * 1024 * 1024,
};
/** Of the process; its parsers have theirs beside it. */
const memoryMegabytes = 128;

export class ProgramReader {
  private readonly process: WarmProcess;

  constructor(
    private readonly limits: ReadingLimits = defaultReadingLimits,
    mainFile = join(packageRoot, 'dist/src/execution/program-reader/main.js'),
  ) {
    const execArgv = ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${memoryMegabytes}`];
    this.process = new WarmProcess({ does: 'reads programs', mainFile, execArgv });
  }

  /** Starts the process ahead of the first program. */
  warmUp(): void {
    this.process.warmUp();
  }

  /** Null when the program could not be read. Never rejects. One at a time: each is over in milliseconds. */
  async read(files: Readonly<Record<string, string>>): Promise<ProgramReading | null> {
    const programs = Object.fromEntries(Object.entries(files).filter(([name]) => languageOf(name) !== null));
    const size = Object.values(programs).reduce((sum, text) => sum + text.length, 0);
    if (size === 0 || size > this.limits.characters) return nothingRead;
    const answered = await this.process.ask({ files: programs }, this.limits).catch(() => null);
    if (answered?.kind !== 'answer') return null;
    const read = readAnswer.safeParse(answered.answer);
    if (!read.data?.reading || read.data.memoryBytes > this.limits.memoryBytes) this.replace();
    return read.data?.reading ?? null;
  }

  /** Once all that was to be read is read. */
  stop(): Promise<void> {
    return this.process.stop();
  }

  /** So that the next program finds one that is ready. */
  private replace(): void {
    this.process.discard();
    this.process.warmUp();
  }
}
