import type { Measure } from './measures.js';

export const checkStatuses = ['passed', 'partial', 'failed', 'not-reached'] as const;
export type CheckStatus = (typeof checkStatuses)[number];

/** What a check says of a submission, before points. */
export interface Verdict {
  readonly status: CheckStatus;
  /** Part of the points earned, 0…1; 1 for `passed`, 0 for `failed` and `not-reached`. */
  readonly share: number;
  /** The evidence in words: "2 requests, 4.0 s in all; the longer took 2.0 s". Never empty. */
  readonly message: string;
  /** What a beginner can do about it; only when points are missing. */
  readonly hint: string | null;
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly earned: number;
  readonly status: CheckStatus;
  readonly message: string;
  readonly hint: string | null;
}

/** Measures of one run by what the intervals are. */
export interface RunMeasures {
  /** Waits that ended because the time asked for had passed. */
  readonly sleeps: Measure;
  readonly requests: Measure;
  /** Lifetimes of threads other than the first of each process. */
  readonly threads: Measure;
  /** Lifetimes of worker processes. */
  readonly processes: Measure;
}

export interface Report {
  readonly exercise: string;
  readonly version: number;
  readonly score: number;
  readonly maxScore: number;
  readonly checks: readonly CheckResult[];
  /** By scenario id. */
  readonly measures: Readonly<Record<string, RunMeasures>>;
}
