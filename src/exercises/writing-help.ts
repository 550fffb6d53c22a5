/** What an editor can tell whoever writes a file of an exercise: which names fit at a place, and what one means. */

export const completionKinds = [
  'function',
  'method',
  'property',
  'variable',
  'constant',
  'interface',
  'type',
  'class',
  'keyword',
  'value',
] as const;
export type CompletionKind = (typeof completionKinds)[number];

/** `near`: known at the place. `api`: of 'interleave/checks', and not imported yet. `language`: every program has it. */
export const completionOrigins = ['near', 'api', 'language'] as const;
export type CompletionOrigin = (typeof completionOrigins)[number];

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly origin: CompletionOrigin;
}

/** Offsets, here and below, are in UTF-16 units of the text that was asked about. */
export interface Completions {
  /** Where the name begins that each of them takes the place of. */
  readonly from: number;
  readonly items: readonly CompletionItem[];
}

/** `text` in place of what is from `from` to before `to`. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface Description {
  /** Where the name is that is described. */
  readonly from: number;
  readonly to: number;
  /** `function measure(intervals: readonly Interval[]): Measure` */
  readonly signature: string;
  /** In words; empty where nobody has said anything. */
  readonly documentation: string;
  /** What else has to be written for the name to be known: its import. */
  readonly edits: readonly TextEdit[];
}
