/**
 * Whether what a report says can be held against what was observed. Its figures come from another machine and the real
 * network, so only gross differences count, and what differs by less than the noise of those contradicts nothing.
 */
import type { ComparisonReport } from './comparison-report.js';
import {
  type ConcurrencyModel,
  concurrencyModels,
  type ModelNames,
  modelsOf,
  timesOf,
} from './concurrency-models.js';
import { asSeconds } from './seconds.js';
import type { Run } from './timeline.js';

const pythonNames: ModelNames = { threads: 'threads', processes: 'processes', asyncio: 'asyncio' };

/** Between the least and the most that may fairly be said of a model. */
export interface ObservedTime {
  readonly model: ConcurrencyModel;
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * How many a pool has when nobody says so, on the four cores of the sandbox: Pool and ProcessPoolExecutor one for each
 * core, ThreadPoolExecutor four more. The machine that the report speaks of may have other cores.
 */
const defaultPoolSize: Readonly<Partial<Record<ConcurrencyModel, number>>> = { threads: 8, processes: 4 };

/** For each model that the run shows, the times that a program may fairly give for it. */
export function observedTimesIn(run: Run): ObservedTime[] {
  const seen = modelsOf(run);
  return concurrencyModels.flatMap((model) => {
    const times = timesOf(run, seen, model);
    if (times.length === 0) return [];
    const { requests, together } = seen[model];
    const mayBeOfMachine = together === defaultPoolSize[model] && requests.length > together;
    const longestMs = Math.max(...requests.map(({ startMs, endMs }) => endMs - startMs));
    const leastMs = mayBeOfMachine ? longestMs : Math.min(...times.map((time) => time.leastMs));
    return [{ model, leastMs, mostMs: Math.max(...times.map((time) => time.mostMs)) }];
  });
}

/** Clearly slower, and not by the noise of a network or by starting up. */
export const isSlower = (a: ObservedTime, b: ObservedTime, share: number): boolean =>
  a.leastMs > b.mostMs * share + 300;

/** In words, if a report says what the run does not show; null if it says nothing of that kind. */
export function contradictionIn(
  report: ComparisonReport,
  observed: readonly ObservedTime[],
  names: ModelNames = pythonNames,
): string | null {
  const took = wordsFor(observed, names);
  const winners = observed.filter(({ model }) => report.winners.includes(model));
  const isBeaten = (one: ObservedTime): boolean => observed.some((other) => isSlower(one, other, 1.25));
  if (winners.length > 0 && winners.length === report.winners.length && winners.every(isBeaten)) {
    return `The report says that ${report.winners.map((model) => names[model]).join(' and ')} worked best, but the run shows ${took}.`;
  }
  const unequal = observed.some((a) => observed.some((b) => isSlower(a, b, 2)));
  if (report.saysAllEqual && report.winners.length === 0 && unequal) {
    return `The report says that all three were equal, but the run shows ${took}.`;
  }
  return contradictionOfFigures(report.figures, observed, names);
}

/** The same for figures alone. */
export function contradictionOfFigures(
  given: ComparisonReport['figures'],
  observed: readonly ObservedTime[],
  names: ModelNames = pythonNames,
): string | null {
  for (const a of observed) {
    for (const b of observed) {
      const figures = figuresOfTwo(given, [a, b], names);
      if (figures) return `The report gives ${figures}, but the run shows ${wordsFor(observed, names)}.`;
    }
  }
  return null;
}

/** "threads 2.0 s, processes 2.1 s" */
export const wordsFor = (observed: readonly ObservedTime[], names: ModelNames = pythonNames): string =>
  observed.map(({ model, leastMs }) => `${names[model]} ${asSeconds(leastMs)}`).join(', ');

/**
 * The figures come from another machine and the real network, so only gross differences count: one model several
 * times as slow by some seconds where the run shows none, or the order turned round.
 */
function figuresOfTwo(
  given: ComparisonReport['figures'],
  [a, b]: readonly [ObservedTime, ObservedTime],
  names: ModelNames,
): string | null {
  const [ofA, ofB] = [given[a.model], given[b.model]];
  if (a === b || !ofA || !ofB) return null;
  const words = `${asSeconds(ofA.leastMs)} for ${names[a.model]} and ${asSeconds(ofB.mostMs)} for ${names[b.model]}`;
  // Starting processes can take seconds where they are spawned; nothing else differs as much.
  const apartMs = a.model === 'processes' ? 6000 : 3000;
  const saysMuchSlower = ofA.leastMs >= 4 * ofB.mostMs && ofA.leastMs - ofB.mostMs >= apartMs;
  if (saysMuchSlower && a.leastMs <= b.mostMs * 1.25 + 300) return words;
  const saysFaster = ofA.mostMs * 1.25 + 300 <= ofB.leastMs;
  return saysFaster && isSlower(a, b, 1.5) ? words : null;
}
