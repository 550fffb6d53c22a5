import type { PlannedRun } from '../grading/plan.js';
import type { Run } from '../grading/timeline.js';
import type { HostSlots } from './host-slots.js';
import type { Sandbox } from './sandbox.js';

export interface PoolRunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Goes before those that wait: for repeated runs, whose submission has waited already. */
  readonly first?: boolean;
  /** Called when the run really begins. */
  readonly onStart?: () => void;
}

/** At most `size` sandboxes at once, first come first served. */
export class Pool {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    readonly size: number,
    private readonly sandbox: Sandbox,
    private readonly slots: HostSlots,
  ) {}

  async run(planned: PlannedRun, { signal, first = false, onStart }: PoolRunOptions = {}): Promise<Run> {
    await this.turn(first, signal);
    try {
      const slot = await this.slots.acquire(signal);
      try {
        onStart?.();
        return await this.sandbox.run(planned, slot.number, signal);
      } finally {
        await slot.release();
      }
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(first: boolean, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.running >= this.size) await this.wait(first, signal);
    else this.running += 1;
  }

  /** The one who leaves counts the next in, so that no newcomer can slip between. */
  private wait(first: boolean, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        const at = this.waiting.indexOf(go);
        if (at >= 0) this.waiting.splice(at, 1);
        reject(signal?.reason);
      };
      const go = () => {
        this.running += 1;
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      if (first) this.waiting.unshift(go);
      else this.waiting.push(go);
    });
  }
}
