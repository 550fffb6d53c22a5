import { describe, expect, it } from 'vitest';
import { aLane, anOutput, aRequest, aRun } from '../../test/support/runs.js';
import {
  javascriptModelsOf,
  meantFor,
  readJavascriptComparison,
  withWordsOfPython,
} from './javascript-models.js';
import { printedTimesOf } from './printed-times.js';
import type { RequestRecord } from './timeline.js';

const lanes = [aLane({ id: 0 }), ...[1, 2].map((id) => aLane({ id, kind: 'thread' }))];
const seenIn = (requests: readonly RequestRecord[]) => javascriptModelsOf(aRun({}, { lanes, requests }));
const inLine = [aRequest(0, 0, 1000), aRequest(0, 1001, 2000)];
const together = [aRequest(0, 3000, 4000), aRequest(0, 3001, 4500)];
const byWorkers = [aRequest(1, 5000, 6000), aRequest(2, 5001, 6500)];

describe('the three ways of JavaScript', () => {
  it.each<[string, readonly RequestRecord[], Record<string, number>]>([
    ['all three', [...inLine, ...together, ...byWorkers], { threads: 2, processes: 2, asyncio: 2 }],
    ['one after the other', inLine, { threads: 0, processes: 2, asyncio: 0 }],
    ['Promise.all', together, { threads: 0, processes: 0, asyncio: 2 }],
    ['workers', byWorkers, { threads: 2, processes: 0, asyncio: 0 }],
    [
      'workers that wait for each other',
      [aRequest(1, 0, 900), aRequest(2, 1000, 2000)],
      { threads: 0, processes: 0, asyncio: 0 },
    ],
    [
      'one worker with all of them, in a line',
      [aRequest(1, 0, 900), aRequest(1, 1000, 2000)],
      { threads: 0, processes: 2, asyncio: 0 },
    ],
  ])('%s', (_, requests, most) => expect(seenIn(requests).most).toEqual(most));

  it('take a list that comes twice, in a line, for that of Promise.all too', () => {
    const again = [aRequest(0, 2100, 3000), aRequest(0, 3001, 4000)];
    expect(meantFor(seenIn([...inLine, ...again])).asyncio).toHaveLength(4);
    expect(meantFor(seenIn([...inLine, ...together])).asyncio).toEqual(together);
  });
});

describe('what a report in words of JavaScript says', () => {
  it.each<[string, string[]]>([
    ['`Promise.all` was the fastest, because one thread can wait for everything.', ['asyncio']],
    ['Worker threads worked best here.', ['threads']],
    ['The winner is Promise.allSettled!', ['asyncio']],
    ['One after the other was the fastest.', ['processes']],
    ['Sequential downloads were the slowest and Promise.all was the fastest.', ['asyncio']],
    ['Workers were not the best.', []],
    ['Async functions need await.', []],
  ])('%s', (text, winners) => expect(readJavascriptComparison(text).winners).toEqual(winners));

  it.each<[string, string[]]>([
    ['Workers, Promise.all, and one after the other', ['threads', 'processes', 'asyncio']],
    ['With one thread the waits add up, as every process knows.', []],
  ])('%s', (text, names) => expect(readJavascriptComparison(text).names).toEqual(names));
});

it.each<[string, string[]]>([
  ['one after the other: 3.00 s', ['processes']],
  ['promiseAll: 2.00 s', ['asyncio']],
  ['with worker_threads: 2.05 s', ['threads']],
  ['total: 7.05 s', []],
])('a time is printed for its way: %s', (line, models) => {
  const run = aRun({}, { lanes, output: [anOutput(`${line}\n`, { atMs: 10 })] });
  expect(printedTimesOf(withWordsOfPython(run))[0]?.models).toEqual(models);
});
