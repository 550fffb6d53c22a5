/**
 * Times that a program printed, in whatever form: `2.01`, `2.01s`, `2010 ms`, `0:00:02.01`, in a sentence, a table or
 * JSON. A number is a candidate, not more: whether it is the right one shows when it agrees with what was observed.
 */
import type { ConcurrencyModel } from './concurrency-models.js';
import type { Output, Run } from './timeline.js';
import { linesOf } from './timeline-selectors.js';

/** A number that a program printed and that may be a time. */
export interface PrintedTime {
  /** What it may mean; more than one where no unit was given. */
  readonly readings: readonly { readonly ms: number; readonly precisionMs: number }[];
  /** The models that its line speaks of next to it; empty when the line names none. */
  readonly models: readonly ConcurrencyModel[];
  /** The line it stands in, as far as it was read. */
  readonly line: string;
  /** As printed: "2.01 s". */
  readonly text: string;
  readonly atMs: number;
  readonly lane: number | null;
}

/** A page or a file that was printed holds no times; reading all of it would only cost the time that checks have. */
const longestLine = 400;
const mostLines = 1000;

/** All numbers in the output that may be times: what each of them means shows when it agrees with what was observed. */
export function printedTimesOf(run: Run): PrintedTime[] {
  const lines = [...linesOf(run, 'stdout'), ...linesOf(run, 'stderr')].filter(({ text }) => /\d/.test(text));
  const read =
    lines.length > mostLines ? [...lines.slice(0, mostLines / 2), ...lines.slice(-mostLines / 2)] : lines;
  return read.flatMap((line) => timesInLine({ ...line, text: line.text.slice(0, longestLine) }));
}

export interface NumberInText {
  readonly at: number;
  readonly text: string;
  readonly hasUnit: boolean;
  readonly readings: PrintedTime['readings'];
}

function timesInLine(line: Output): PrintedTime[] {
  const text = withoutLookAlikes(line.text);
  const labels = labelsIn(text);
  return timesInText(text).flatMap((time) => {
    const models = modelsBeside(labels, time.at);
    if (models === 'none of the three') return [];
    return [
      { readings: time.readings, models, line: line.text, text: time.text, atMs: line.atMs, lane: line.lane },
    ];
  });
}

// ---- numbers ------------------------------------------------------------------------------------------------------

const unitMs: readonly (readonly [RegExp, number])[] = [
  [/^(ns|nanosec)/i, 1e-6],
  [/^(us|µs|μs|microsec)/i, 1e-3],
  [/^(ms|msec|millis)/i, 1],
  [/^(s|秒|초)/i, 1000],
  [/^m/i, 60_000],
];

const numberWithUnit =
  /(?<![\w.\p{L}]|\d:)(\d{1,3}(?:,\d{3})+(?:\.\d+)?(?=\s*m(?:s|illi))|\d+,\d+(?=\s*s)|\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*-?\s*((?:nano|micro|milli)sec\w*|millis|ns|us|µs|μs|msecs?|ms|seconds?|secs?|s|秒|초|minutes?|mins?)?(?![\p{L}\d_])(?!\.\d)/giu;
const clockTime = /(?<![\d:.])(?:(\d+):)?(\d{1,2}):(\d{2}(?:[.,]\d+)?)(?![\d:])/g;
/** "2.9x", "95 %", "12.5 KB", "1.4 files per second": numbers, but no times. */
const notATime =
  /^\s*(%|×|x\b|times\b|[kmg]?i?b(yte|ytes|it|its)?\b|percent|per\b|(requests?|files?|urls?|downloads?|tasks?|threads?|processes|workers?|cores?|cpus?|bytes?|items?|images?|pages?|characters?)\b)/i;
/** "1.4 / s", "0.5 s/file"; but in "threads 2.01 / processes 2.03" the slash only stands between two of them. */
const isRate = (after: string): boolean => /^\s*\/\s*[a-z]+\b(?![^/]{0,24}\d[.,]\d)/i.test(after);
const speaksOfTime = /time|took|taken|elapsed|duration|seconds?|\bsecs?\b|finished|completed|done|total/i;

/** In the order of the text; whole numbers without a unit only where the text speaks of time. */
export function timesInText(text: string): NumberInText[] {
  const found: NumberInText[] = [];
  let rest = text;
  for (const match of text.matchAll(clockTime)) {
    const [all, hours = '0', minutes = '0', seconds = '0'] = match;
    const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))) * 1000;
    found.push({
      at: match.index,
      text: all,
      hasUnit: true,
      readings: [{ ms, precisionMs: precisionOf(seconds.replace(',', '.')) * 1000 }],
    });
    rest = blank(rest, match.index, all.length);
  }
  for (const match of rest.matchAll(numberWithUnit)) {
    const [all, number = '', unit] = match;
    const after = rest.slice(match.index + all.length);
    if (unit === undefined && (notATime.test(after) || isRate(after))) continue;
    if (unit !== undefined && /^\//.test(after) && isRate(after)) continue;
    const isWhole = !/[.,e]/i.test(number);
    if (unit === undefined && isWhole && !isTimeByItsPlace(rest.slice(0, match.index), after)) continue;
    found.push({
      at: match.index,
      text: all.trim(),
      hasUnit: unit !== undefined,
      readings: readingsOf(number, unit),
    });
  }
  return found.sort((a, b) => a.at - b.at);
}

const isTimeByItsPlace = (before: string, after: string): boolean =>
  speaksOfTime.test(before) ||
  speaksOfTime.test(after) ||
  /\bin\s*$/.test(before) ||
  (/[:=|]\s*$/.test(before) && /^\s*\|?\s*$/.test(after)) ||
  // A value of an object, or a cell of a drawn table.
  (/\w['"]?: *$/.test(before) && /^ *[,}]/.test(after)) ||
  (/│\s*$/.test(before) && /^\s*│/.test(after));

function readingsOf(written: string, unit: string | undefined): PrintedTime['readings'] {
  // "2,010 ms" is two thousand, "2,01 s" is two and a bit.
  const number = /^m(s|illi)/i.test(unit ?? '') ? written.replaceAll(',', '') : written.replace(',', '.');
  const as = (factor: number) => ({ ms: Number(number) * factor, precisionMs: precisionOf(number) * factor });
  if (unit !== undefined) return [as(unitMs.find(([pattern]) => pattern.test(unit))?.[1] ?? 1000)];
  // A whole number as large as that is one of nanoseconds; with decimals it is a moment, such as time.time().
  if (Number(number) >= 1e7) return number.includes('.') ? [] : [as(1e-6)];
  return Number(number) >= 50 ? [as(1000), as(1)] : [as(1000)];
}

/** One of the last digit printed: 2.01 -> 0.01. */
function precisionOf(number: string): number {
  if (/e/i.test(number)) return 0;
  const [, decimals = ''] = number.split('.');
  return 10 ** -decimals.length;
}

const blank = (text: string, at: number, length: number): string =>
  text.slice(0, at) + ' '.repeat(length) + text.slice(at + length);

/** Colours, addresses, the dots that lead to a figure, dates with times of day, and names with digits in them are blanked out. */
export function withoutLookAlikes(text: string): string {
  const patterns = [
    new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g'),
    /https?:\/\/\S+/g,
    /\.{2,}(?=\s*\d)/g,
    /\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?/g,
    /\b\d{4}-\d{2}-\d{2}\b/g,
    /(?<![\w:])\/?[\w-]+(?:\/[\w.-]+)+/g,
    /\b\w+\.(?:jpe?g|png|gif|txt|html?|bin|dat|json|pdf|zip|py|csv|mp[34])\b/gi,
    /\bpython\s*\d+(?:\.\d+)*/gi,
  ];
  return patterns.reduce((rest, pattern) => rest.replace(pattern, (all) => ' '.repeat(all.length)), text);
}

// ---- labels -------------------------------------------------------------------------------------------------------

type Label = { readonly at: number; readonly model: ConcurrencyModel | 'other' };

/** "single-threaded" is no word for threads, nor is "synchronous" one for asyncio. */
const otherWords =
  /\b(?:sequential(?:ly)?|serial(?:ly)?|synchronous(?:ly)?|sync|baseline|single[- ]?thread(?:ed)?|(?:one )?after (?:the other|another)|one by one|no concurrency|without concurrency|(?:for|simple|plain)[- ]loop)\b/gi;
export const wordsForModels: Readonly<Record<ConcurrencyModel, RegExp>> = {
  threads: /thread/gi,
  processes:
    /multi[-_ ]?proc\w*|(?<![a-z])process(?:es|[-_ ]?pool\w*)?(?![a-z])|\bprocs?\b|\bmp\b|fork(?:ed|ing|s)?\b/gi,
  asyncio: /async|coroutine|event[-_ ]?loop|aiohttp|\bawait/gi,
};

function labelsIn(line: string): Label[] {
  const labels: Label[] = [];
  let rest = line;
  for (const match of line.matchAll(otherWords)) {
    labels.push({ at: match.index, model: 'other' });
    rest = blank(rest, match.index, match[0].length);
  }
  for (const model of ['threads', 'processes', 'asyncio'] as const) {
    for (const match of rest.matchAll(wordsForModels[model])) labels.push({ at: match.index, model });
  }
  return labels.sort((a, b) => a.at - b.at);
}

/** The label before a number, and the one after it: both "threads: 2 s" and "2 s for threads" are usual. */
function modelsBeside(labels: readonly Label[], at: number): ConcurrencyModel[] | 'none of the three' {
  if (labels.length === 0) return [];
  const before = labels.filter((label) => label.at < at).at(-1);
  const after = labels.find((label) => label.at > at);
  const models = [before, after].flatMap((label) => (label && label.model !== 'other' ? [label.model] : []));
  return models.length > 0 ? [...new Set(models)] : 'none of the three';
}
