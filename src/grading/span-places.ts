/** Which line a sleep or a request of a run comes from: only where the program leaves no doubt. */
import type { ProgramReading, WaitingPlace } from './findings.js';
import { mayHaveSlept, spanOfRequest } from './line-witness.js';
import type { SpanPlaces, SpanReference } from './report.js';
import type { RequestRecord, Run } from './timeline.js';
import { laneOf, requestsOf, sleepsOf } from './timeline-selectors.js';

/** Reports are read whole. */
const mostSpans = 200;

export function spanPlaces(runs: readonly Run[], { places, isWhole }: ProgramReading): SpanPlaces[] {
  const sleeping = places.filter(({ kind, isAsync }) => kind === 'sleep' && !isAsync);
  const requesting = isWhole ? places.filter(({ kind }) => kind === 'request') : [];
  const byPlace = new Map<WaitingPlace, SpanReference[]>();
  let left = mostSpans;
  const add = (place: WaitingPlace | null, span: SpanReference) => {
    if (!place || left <= 0) return;
    left -= 1;
    byPlace.set(place, [...(byPlace.get(place) ?? []), span]);
  };
  for (const run of runs) {
    const { scenario } = run;
    for (const { lane, startMs, endMs } of plainSleepsOf(run)) {
      const place = onlyOne(sleeping.filter((each) => mayHaveSlept(each, { startMs, endMs })));
      add(place, { scenario, lane, startMs, endMs });
    }
    for (const request of requestsOf(run)) {
      const place = onlyOne(requesting.filter((each) => mayHaveAsked(each, request)));
      for (const span of spanOfRequest(request)) add(place, { scenario, ...span });
    }
  }
  return [...byPlace].map(([{ file, line }, spans]) => ({ file, line, spans }));
}

/** Those of `time.sleep`. A probe sleeps too: then nothing is said. */
const plainSleepsOf = (run: Run) =>
  run.timeline.reported.length > 0
    ? []
    : sleepsOf(run).filter(({ on, lane }) => on === 'sleep' && laneOf(run, lane)?.role === 'student');

/** Also a place that does not say how long it sleeps, or what it asks for, may be the one. */
const onlyOne = (possible: readonly WaitingPlace[]): WaitingPlace | null =>
  possible.length === 1 ? (possible[0] ?? null) : null;

const mayHaveAsked = ({ url }: WaitingPlace, request: RequestRecord): boolean =>
  url === null || url.replace(/\/$/, '') === request.url.replace(/\/$/, '');
