/** Which pieces of shared memory are the same, and who waits for a place in one. */

interface Waiter {
  readonly wake: (result: 'ok' | 'timed-out') => void;
}

export class SharedMemory {
  readonly #known: SharedArrayBuffer[] = [];
  readonly #waiters = new Map<string, Waiter[]>();

  /**
   * Two buffers are two objects even if they are one memory. No lane runs while this asks, so a byte that is changed in
   * one of them and seen in the other proves it, and is put back before anybody could see.
   */
  numberOf(buffer: SharedArrayBuffer): number {
    const at = this.#known.findIndex((other) => isSame(buffer, other));
    if (at >= 0) return at;
    this.#known.push(buffer);
    return this.#known.length - 1;
  }

  /** Returns a function that ends the waiting, and says whether it was still under way. */
  wait(memory: number, byte: number, wake: Waiter['wake']): () => boolean {
    const key = `${memory} ${byte}`;
    const waiter = { wake };
    const all = this.#waiters.get(key) ?? [];
    this.#waiters.set(key, all);
    all.push(waiter);
    return () => {
      const at = all.indexOf(waiter);
      if (at >= 0) all.splice(at, 1);
      return at >= 0;
    };
  }

  /** Who waits longest is woken first. Returns how many were. */
  notify(memory: number, byte: number, count: number): number {
    const all = this.#waiters.get(`${memory} ${byte}`) ?? [];
    const woken = all.splice(0, Math.max(0, Math.min(count, all.length)));
    for (const { wake } of woken) wake('ok');
    return woken.length;
  }
}

function isSame(a: SharedArrayBuffer, b: SharedArrayBuffer): boolean {
  if (a.byteLength !== b.byteLength || a.byteLength === 0) return false;
  const [one, other] = [new Uint8Array(a), new Uint8Array(b)];
  const before = one[0]!;
  one[0] = before ^ 0xff;
  const changed = other[0] === (before ^ 0xff);
  one[0] = before;
  return changed && other[0] === before;
}
