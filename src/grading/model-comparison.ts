/**
 * Verdicts on a program that does the same downloads in three ways, and on the report about it. The three have the ids
 * of Python everywhere; what people call them, and what helps, is said in the words of a language.
 */
import { listed, sameAddress } from './addresses.js';
import { contradictionIn, type ObservedTime } from './comparison-contradictions.js';
import type { ComparisonReport } from './comparison-report.js';
import { type ConcurrencyModel, concurrencyModels, type ModelNames } from './concurrency-models.js';
import { endedWell } from './outcome-words.js';
import type { Verdict } from './report.js';
import { counted } from './seconds.js';
import type { RequestRecord, Run } from './timeline.js';
import { failed, notReached, passed } from './verdict.js';

/** Completed requests, by the model that made them. */
export type RequestsByModel = Readonly<Record<ConcurrencyModel, readonly RequestRecord[]>>;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// ---- the same task ------------------------------------------------------------------------------------------------

const addresses = (requests: readonly { readonly url: string }[], withQuery: boolean): Set<string> =>
  new Set(requests.map(({ url }) => (withQuery ? sameAddress(url) : (sameAddress(url).split('?')[0] ?? ''))));

/** Whether all three models downloaded the same list of addresses. */
export function judgeSameTask(by: RequestsByModel, names: ModelNames): Verdict {
  const missing = concurrencyModels.filter((model) => by[model].length === 0);
  if (missing.length > 0) {
    return failed(
      `No downloads by ${missing.map((model) => names[model]).join(' or ')} were seen, so there is nothing to compare with.`,
      'Download the same list of URLs once with each of the three models.',
    );
  }
  const different = differenceIn(by, names, true);
  // "?model=threads" or "?t=1712" makes an address differ, but not the task, if each model asks for as many.
  const tolerable = different && hasEqualCounts(by) ? differenceIn(by, names, false) : different;
  if (tolerable)
    return failed(tolerable, 'Let all three models work through one list of URLs, defined in one place.');
  const count = addresses(by.threads, true).size;
  return passed(
    `${capitalised(names.threads)}, ${names.processes} and ${names.asyncio} each fetched the same ${counted(count, 'address', 'addresses')}.`,
  );
}

function hasEqualCounts(by: RequestsByModel): boolean {
  const [first, ...others] = concurrencyModels.map((model) => addresses(by[model], true).size);
  return others.every((size) => size === first);
}

function differenceIn(by: RequestsByModel, names: ModelNames, withQuery: boolean): string | null {
  const threads = addresses(by.threads, withQuery);
  for (const model of ['processes', 'asyncio'] as const) {
    const own = addresses(by[model], withQuery);
    const lacking = [...threads].filter((url) => !own.has(url));
    const extra = [...own].filter((url) => !threads.has(url));
    const name = capitalised(names.threads);
    if (lacking.length > 0) return `${name} fetched ${listed(lacking)}, and ${names[model]} did not.`;
    if (extra.length > 0) return `${name} did not fetch ${listed(extra)}, and ${names[model]} did.`;
  }
  return null;
}

// ---- the report ---------------------------------------------------------------------------------------------------

/** What a report on a comparison is told, in the words of a language. */
export interface ComparisonWords {
  readonly names: ModelNames;
  /** What to do when one of the three is not named, and when no reason is given. */
  readonly nameAllThree: string;
  readonly sayWhy: string;
}

const wordsAtLeast = 15;
const review = 'A person may look at the report and overrule this.';
const writeMore = 'Write a few whole sentences: what you measured, which model worked best, and why.';

/** `observed`: in the run that the report is held against; `runs`: all there are. */
export function judgeComparison(
  reading: ComparisonReport,
  observed: readonly ObservedTime[],
  runs: readonly Run[],
  words: ComparisonWords,
): Verdict {
  const lacking = lackingIn(reading, words);
  if (lacking) return lacking;
  if (observed.length < 2) {
    const message = `The run shows ${observed.length === 0 ? 'none' : 'only one'} of the three models, so the report has nothing to agree with. ${review}`;
    return runs.every(endedWell)
      ? failed(
          message,
          'Let the program download with all three models; then the report can be held against its run.',
        )
      : notReached(message);
  }
  const against = contradictionIn(reading, observed, words.names);
  if (against) {
    return failed(
      `${against} ${review}`,
      'Run the program again, and let the report say what its own figures show.',
    );
  }
  const winners = reading.winners.map((model) => words.names[model]);
  const best =
    winners.length > 0
      ? `says that ${winners.join(' and ')} worked best`
      : 'compares them in words that only a person can weigh';
  return passed(
    `The report names the three, ${best}, gives a reason, and nothing in it contradicts the run. ${review}`,
  );
}

function lackingIn(
  report: ComparisonReport,
  { names, nameAllThree, sayWhy }: ComparisonWords,
): Verdict | null {
  if (report.words === 0 && report.names.length === 0) {
    return failed(`report.md is empty. ${review}`, writeMore);
  }
  const missing = concurrencyModels.filter((model) => !report.names.includes(model));
  if (missing.length > 0) {
    const unnamed = missing.map((model) => names[model]).join(' or ');
    return failed(`report.md does not speak of ${unnamed}. ${review}`, nameAllThree);
  }
  if (report.words < wordsAtLeast) {
    return failed(
      `report.md has ${counted(report.words, 'word')} besides headings, tables and program text; a short paragraph has at least ${wordsAtLeast}. ${review}`,
      writeMore,
    );
  }
  if (!report.ranks) {
    return failed(
      `report.md does not say which model worked best. ${review}`,
      'Say which of the three worked best for your downloads, or that they were equal.',
    );
  }
  return report.givesReason ? null : failed(`report.md gives no reason for its result. ${review}`, sayWhy);
}
