import type { PlannedRun } from '../grading/plan.js';
import type { Run } from '../grading/timeline.js';
import type { HostSlots } from './host-slots.js';
import type { Sandbox } from './sandbox.js';

export interface PoolRunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Goes before those that wait: for repeated runs, whose submission has waited already. */
  readonly first?: boolean;
  /** Work that nobody waits for: begun only when nobody else does, and one run at once, so that the others find room. */
  readonly background?: boolean | undefined;
  /** Called when the run really begins. */
  readonly onStart?: () => void;
}

/** At most `size` sandboxes at once, first come first served; what is in the background comes after all others. */
export class Pool {
  private running = 0;
  private isBackgroundRunning = false;
  private readonly waiting: (() => void)[] = [];
  private readonly waitingInBackground: (() => void)[] = [];

  constructor(
    readonly size: number,
    private readonly sandbox: Sandbox,
    private readonly slots: HostSlots,
  ) {}

  async run(planned: PlannedRun, options: PoolRunOptions = {}): Promise<Run> {
    const { signal, background = false, onStart } = options;
    await this.turn(options);
    try {
      const slot = await this.slots.acquire(signal);
      try {
        onStart?.();
        return await this.sandbox.run(planned, slot.number, signal);
      } finally {
        await slot.release();
      }
    } finally {
      this.leave(background);
    }
  }

  private async turn(options: PoolRunOptions): Promise<void> {
    const { signal, background = false } = options;
    signal?.throwIfAborted();
    const isFree = this.running < this.size && !(background && this.isBackgroundRunning);
    if (isFree) this.enter(background);
    else await this.wait(options);
  }

  private enter(background: boolean): void {
    this.running += 1;
    if (background) this.isBackgroundRunning = true;
  }

  /** The one who leaves counts the next in, so that no newcomer can slip between. */
  private leave(background: boolean): void {
    this.running -= 1;
    if (background) this.isBackgroundRunning = false;
    const next =
      this.waiting.shift() ?? (this.isBackgroundRunning ? undefined : this.waitingInBackground.shift());
    next?.();
  }

  private wait({ signal, first = false, background = false }: PoolRunOptions): Promise<void> {
    const line = background ? this.waitingInBackground : this.waiting;
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        const at = line.indexOf(go);
        if (at >= 0) line.splice(at, 1);
        reject(signal?.reason);
      };
      const go = () => {
        this.enter(background);
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      if (first) line.unshift(go);
      else line.push(go);
    });
  }
}
