/**
 * What is said to and by the process that compares programs (comparison-main.ts), over the IPC channel: it says `ready`,
 * and then answers each message with one. Whatever does not fit ends it.
 */
import type { Program } from './fingerprints.js';
import type { Fragment } from './fragments.js';

export type ComparisonMessage =
  /** First: the files that everybody was given. */
  | { readonly kind: 'starter'; readonly files: readonly { readonly name: string; readonly text: string }[] }
  /** Any number of times. */
  | { readonly kind: 'programs'; readonly programs: readonly Program[] }
  /** Last. `threshold`: 0…1; `maxPairs`: how many are kept, besides those without which a group would fall apart. */
  | { readonly kind: 'compare'; readonly threshold: number; readonly maxPairs: number };

export type ComparisonAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'compared'; readonly result: ComparisonResult };

export interface ComparisonResult {
  /** The most similar first. */
  readonly pairs: readonly ComparedPair[];
  /** How many there are from the threshold on; not all need be among `pairs`. */
  readonly found: number;
}

export interface ComparedPair {
  /** Ids of programs, the smaller one first. */
  readonly leftId: string;
  readonly rightId: string;
  /** 0…1. */
  readonly similarity: number;
  /** Length of the longest fragment that both have, in tokens. */
  readonly longest: number;
  readonly fragments: readonly Fragment[];
}
