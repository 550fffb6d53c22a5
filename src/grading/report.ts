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

/** A span or request of a stored run. */
export interface SpanReference {
  /** Of the run. */
  readonly scenario: string;
  readonly lane: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** What a line of the program has to do with what was seen. */
export interface LineHint {
  /** The check whose missing points it explains; null when it is not about a single one. */
  readonly check: string | null;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly endLine: number;
  /** Names the line and the evidence: "Line 9 blocks the event loop: …". */
  readonly message: string;
  /** What of the timeline it speaks of, if anything. */
  readonly spans: readonly SpanReference[];
}

/** The line of the program that slept, or made a request. */
export interface SpanPlaces {
  readonly file: string;
  readonly line: number;
  readonly spans: readonly SpanReference[];
}

export interface Report {
  readonly exercise: string;
  readonly version: number;
  readonly score: number;
  readonly maxScore: number;
  readonly checks: readonly CheckResult[];
  /** By scenario id. */
  readonly measures: Readonly<Record<string, RunMeasures>>;
  /** Absent from reports of before there were any. Points never follow from them. */
  readonly hints?: readonly LineHint[] | undefined;
  /** Of the spans whose line is beyond doubt; absent as `hints` are. */
  readonly places?: readonly SpanPlaces[] | undefined;
}
