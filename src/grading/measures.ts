/** A half-open interval of virtual time, in milliseconds. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * `elapsed` = last end − first start; `longest`; `serial` = sum of the lengths; `peak` = most open at once;
 * `overlap` = (serial − elapsed) / (serial − longest), clamped to 0…1: 1 means that the total equals the longest one,
 * 0 means one after the other. Null (undefined) with fewer than two intervals.
 */
export interface Measure {
  readonly count: number;
  readonly elapsedMs: number;
  readonly longestMs: number;
  readonly serialMs: number;
  readonly peak: number;
  readonly overlap: number | null;
}
