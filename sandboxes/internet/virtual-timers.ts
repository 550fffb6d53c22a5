interface Timer {
  readonly deadlineNs: number;
  readonly fire: () => void;
}

/**
 * The only clock of a run: it stands still until a frame says what time it is. Timers fire in the order of their
 * deadlines, those of one deadline in the order they were set, and each sees its own deadline as the present.
 */
export class VirtualTimers {
  #nowNs = 0;
  /** Sorted; a run has one timer per open request, so a plain array does. */
  readonly #timers: Timer[] = [];

  get nowNs(): number {
    return this.#nowNs;
  }

  get nextDeadlineNs(): number | null {
    return this.#timers[0]?.deadlineNs ?? null;
  }

  /** Returns a function that takes the timer back. A deadline that has passed fires at the next advance. */
  at(deadlineNs: number, fire: () => void): () => void {
    const timer = { deadlineNs, fire };
    const index = this.#timers.findIndex((other) => other.deadlineNs > deadlineNs);
    this.#timers.splice(index < 0 ? this.#timers.length : index, 0, timer);
    return () => {
      const found = this.#timers.indexOf(timer);
      if (found >= 0) this.#timers.splice(found, 1);
    };
  }

  advanceTo(timeNs: number): void {
    for (let first = this.#timers[0]; first && first.deadlineNs <= timeNs; first = this.#timers[0]) {
      this.#timers.shift();
      this.#nowNs = Math.max(this.#nowNs, first.deadlineNs);
      first.fire();
    }
    this.#nowNs = Math.max(this.#nowNs, timeNs);
  }
}
