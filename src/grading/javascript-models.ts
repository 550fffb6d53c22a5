/**
 * The three ways in which a program in JavaScript downloads, under the ids that the models of Python have: `threads` are
 * workers, `asyncio` is one event loop with several requests in flight (Promise.all), and `processes` is one after the
 * other. Names and printed text play no part in what was seen.
 */
import type { ObservedTime } from './comparison-contradictions.js';
import { type ComparisonReport, readComparison } from './comparison-report.js';
import {
  type ConcurrencyModel,
  concurrencyModels,
  type ModelNames,
  type ModelTime,
  meanOf,
  modelsOf,
  timesInRounds,
} from './concurrency-models.js';
import type { RequestsByModel } from './model-comparison.js';
import type { Run } from './timeline.js';
import { laneOf, requestsOf } from './timeline-selectors.js';

/** What takes the place of the three models in JavaScript: workers, one after the other, Promise.all. */
export const javascriptModelNames: ModelNames = {
  threads: 'workers',
  processes: 'one after the other',
  asyncio: 'Promise.all',
};

/** The requests of a run in JavaScript, by the way in which they were made. */
export interface JavascriptModels {
  /** Completed requests. */
  readonly requests: RequestsByModel;
  /** Most in flight at once; for one after the other, most from one thread with no other in flight. */
  readonly most: Readonly<Record<ConcurrencyModel, number>>;
}

/** A worker that sent a single request, or one beside others, did a worker's part; what else had no partner waited in line. */
export function javascriptModelsOf(run: Run): JavascriptModels {
  const seen = modelsOf(run);
  const together = new Set(
    [...seen.threads.requests, ...seen.asyncio.requests].filter((one) =>
      requestsOf(run).some(
        (other) => other !== one && other.startMs < one.endMs && one.startMs < other.endMs,
      ),
    ),
  );
  const ofLane = Map.groupBy(
    requestsOf(run).filter(({ completed }) => completed),
    ({ lane }) => lane,
  );
  const threads = new Set(seen.threads.requests.filter((one) => together.has(one)));
  const inLine = [...ofLane].flatMap(([lane, requests]) => {
    const lone = requests.filter((one) => !together.has(one));
    const isWorker = lane !== null && laneOf(run, lane)?.kind !== 'main';
    if (!isWorker || (requests.length > 1 && !requests.some((one) => threads.has(one)))) return [lone];
    for (const one of lone) threads.add(one);
    return [];
  });
  return {
    requests: {
      threads: requestsOf(run).filter((one) => threads.has(one)),
      processes: inLine.flat().sort((a, b) => a.startMs - b.startMs),
      asyncio: seen.asyncio.requests.filter((one) => together.has(one)),
    },
    most: {
      threads: seen.threads.together,
      processes: Math.max(0, ...inLine.map((requests) => requests.length)),
      asyncio: seen.asyncio.together,
    },
  };
}

/**
 * Requests one after the other are those of Promise.all too, where `await` stood inside it: that fault is the check of
 * Promise.all, and costs once.
 */
export function meantFor({ requests }: JavascriptModels): RequestsByModel {
  const { processes, asyncio } = requests;
  const addresses = new Set(processes.map(({ url }) => url));
  const isRepeated = processes.length >= 2 * addresses.size;
  return { ...requests, asyncio: asyncio.length === 0 && isRepeated ? processes : asyncio };
}

/** The times that a program may fairly give for a way; empty where it was not seen. */
export function javascriptTimesOf(run: Run, by: RequestsByModel, model: ConcurrencyModel): ModelTime[] {
  const whole = timesInRounds(run, by[model]);
  if (model !== 'processes' && by[model] !== by.processes) return whole;
  // Twice the list, one after the other, shows no pause between: the lists of the others tell how long one is.
  const lengths = [by.threads.length, new Set(by.processes.map(({ url }) => url)).size];
  const parts = [...new Set(lengths)].flatMap((length) => {
    if (length === 0 || length >= by.processes.length || by.processes.length % length > 0) return [];
    const rounds = Array.from({ length: by.processes.length / length }, (_, at) =>
      by.processes.slice(at * length, (at + 1) * length),
    ).flatMap((round) => timesInRounds(run, round));
    return [...rounds, ...meanOf(rounds)];
  });
  return [...parts, ...whole];
}

/** As observedTimesIn, for a run in JavaScript. */
export function javascriptObservedTimesIn(run: Run): ObservedTime[] {
  const by = javascriptModelsOf(run).requests;
  return concurrencyModels.flatMap((model) => {
    const times = javascriptTimesOf(run, by, model);
    if (times.length === 0) return [];
    const leastMs = Math.min(...times.map((time) => time.leastMs));
    return [{ model, leastMs, mostMs: Math.max(...times.map((time) => time.mostMs)) }];
  });
}

// ---- words --------------------------------------------------------------------------------------------------------

/** In this order: what comes first takes its words away from what comes later. */
const vocabulary: readonly (readonly [RegExp, string])[] = [
  [/\b(?:single|one|main)[-_ ]?thread(?:ed|s)?\b/gi, 'alone'],
  [/promise[-_. ]*all[-_ ]*(?:settled)?(?:\(\))?/gi, ' asyncio '],
  [
    /one[-_ ]?after[-_ ]?(?:the[-_ ]?other|another)|one[-_ ]?by[-_ ]?one|one[-_ ]?at[-_ ]?a[-_ ]?time|sequential(?:ly)?|\bserial(?:ly)?\b|\bin (?:sequence|series|turn)\b|\bfor[-_ ]?(?:await|loop)\b/gi,
    ' processes ',
  ],
  [/(?:web[-_ ]?)?worker(?:[-_ ]?thread)?s?/gi, ' threads '],
  [/\b(?:async|await(?:s|ed|ing)?|process(?:es|ed|ing)?)\b/gi, 'do'],
  [/\bpromises?\b|\bconcurrent(?:ly)?\b/gi, ' asyncio '],
];

/** Text about the three, in the words that the readers of texts about Python know. */
function inWordsOfPython(text: string): string {
  const marked = vocabulary.map(([pattern], at) => [pattern, String.fromCharCode(0xe000 + at)] as const);
  const hidden = marked.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), text);
  return vocabulary.reduce(
    (rest, [, word], at) => rest.replaceAll(String.fromCharCode(0xe000 + at), word),
    hidden,
  );
}

/** As readComparison, for a report on the three ways in JavaScript. */
export const readJavascriptComparison = (markdown: string): ComparisonReport => ({
  ...readComparison(inWordsOfPython(markdown)),
  words: readComparison(markdown).words,
});

/** The same run, with what it printed in those words: for reading the times in it. */
export const withWordsOfPython = (run: Run): Run => ({
  ...run,
  timeline: {
    ...run.timeline,
    output: run.timeline.output.map((part) => ({ ...part, text: inWordsOfPython(part.text) })),
  },
});
