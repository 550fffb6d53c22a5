/** One line of the table. */
export interface Row {
  readonly part: string;
  /** What was measured, in words. */
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'ratio' | 'per s' | 'count';
  /** Lowest and highest of the repetitions, where there were any. */
  readonly low?: number;
  readonly high?: number;
  readonly repetitions?: number;
  /** The promise, in words, and whether it holds; absent where nothing is promised. */
  readonly promise?: string;
  readonly holds?: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) throw new Error('nothing was measured');
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/** The median of the repetitions, with the extremes beside it. */
export function spread(values: readonly number[]): Pick<Row, 'value' | 'low' | 'high' | 'repetitions'> {
  return {
    value: median(values),
    low: Math.min(...values),
    high: Math.max(...values),
    repetitions: values.length,
  };
}
