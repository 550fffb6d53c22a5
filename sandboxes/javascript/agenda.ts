interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly act: () => void;
  cancelled: boolean;
}

/** What is to happen, by virtual time; at equal times in the order in which it was put down. A binary heap. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #count = 0;
  #nowMs = 0;

  /** Of what happened last. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Returns a function that takes it back. */
  at(atMs: number, act: () => void): () => void {
    const entry = { atMs, order: this.#count, act, cancelled: false };
    this.#count += 1;
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return () => {
      entry.cancelled = true;
    };
  }

  get nextMs(): number {
    while (this.#heap[0]?.cancelled) this.#takeFirst();
    return this.#heap[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  runNext(): void {
    if (this.nextMs === Number.POSITIVE_INFINITY) return;
    const next = this.#takeFirst();
    this.#nowMs = next.atMs;
    next.act();
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a]!, this.#heap[b]!];
    return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >>> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #takeFirst(): Entry {
    const first = this.#heap[0]!;
    const last = this.#heap.pop()!;
    if (this.#heap.length === 0) return first;
    this.#heap[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#heap.length && this.#isBefore(child, least)) least = child;
      }
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }
}
