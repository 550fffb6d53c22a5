/** The picture in words: what a mark says when it is pointed at, and to a screen reader. */
import type { RequestRecord, Run, Span, WaitTarget } from '../api/types.ts';
import type { Mark, OutputMark, RequestMark, SpanMark } from './marks.ts';
import { asClock, asSeconds, counted } from './seconds.ts';

export interface Description {
  title: string;
  details: string[];
  /** Text of the program, shown as such. */
  quote: string | null;
}

const waitsFor: Record<WaitTarget, string> = {
  sleep: 'time to pass',
  lock: 'a lock, a queue or another thread',
  io: 'a file',
  poll: 'events (select, poll, epoll)',
  pipe: 'data in a pipe',
  socket: 'the network',
  child: 'a child process to end',
  signal: 'a signal',
  start: 'its turn to start: this scenario holds new processes back',
  other: 'something else',
};

const endings: Record<Span['ended'], string | null> = {
  deadline: 'Over because the time asked for had passed.',
  woken: null,
  'run-end': 'Still open at the end.',
};

export function describe(mark: Mark): Description {
  if (mark.type === 'request') return describeRequest(mark);
  if (mark.type === 'output') return describeOutput(mark);
  return describeSpan(mark);
}

export const inOneLine = ({ title, details, quote }: Description): string =>
  [title, ...details, ...(quote ? [quote] : [])].join('. ').replaceAll('..', '.');

const clockOf = (mark: Mark): string => `${asClock(mark.startMs)} – ${asClock(mark.endMs)}`;

function describeSpan({ drawn, row, ...mark }: SpanMark): Description {
  const { first, count } = drawn;
  const name = row.fullName;
  const lengthMs = drawn.endMs - drawn.startMs;
  const clock = clockOf({ ...mark, drawn, row });
  if (count > 1)
    return {
      title: `${name}: ${counted(count, 'short span')}`,
      details: [clock, sharesOf(drawn)],
      quote: null,
    };
  const wait = waitWords(first);
  const ending = first.kind === 'running' ? null : endings[first.ended];
  return {
    title: `${name} ${wait} for ${asSeconds(lengthMs)}`,
    details: [
      clock,
      ...(first.kind === 'waiting' && first.on ? [`Waits for ${waitsFor[first.on]}.`] : []),
      ...(ending ? [ending] : []),
    ],
    quote: null,
  };
}

const waitWords = ({ kind }: Span): string =>
  kind === 'running' ? 'runs' : kind === 'sleeping' ? 'sleeps' : 'waits';

function sharesOf({ runningMs, sleepingMs, waitingMs }: SpanMark['drawn']): string {
  const parts = [
    { word: 'running', ms: runningMs },
    { word: 'sleeping', ms: sleepingMs },
    { word: 'waiting', ms: waitingMs },
  ];
  return parts
    .filter(({ ms }) => ms > 0)
    .map(({ word, ms }) => `${word} ${asSeconds(ms)}`)
    .join(', ');
}

function describeRequest(mark: RequestMark): Description {
  const { request, row } = mark;
  const tookMs = request.endMs - request.startMs;
  const answer =
    request.status === null
      ? `no answer in ${asSeconds(tookMs)}`
      : `answer ${request.status} after ${asSeconds(tookMs)}`;
  return {
    title: `${request.method} ${shortUrl(request.url)}`,
    details: [
      `Sent by ${row.fullName}, ${answer}`,
      clockOf(mark),
      ...(request.completed ? [] : ['The program did not take the whole answer.']),
    ],
    quote: null,
  };
}

export function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** What a bar can say about a request, from everything down to its length. */
export function requestLabels({ method, url, startMs, endMs }: RequestRecord): string[] {
  const took = asSeconds(endMs - startMs);
  const short = shortUrl(url);
  const path = short.slice(Math.max(0, short.indexOf('/')));
  return [`${method} ${short} · ${took}`, `${short} · ${took}`, `${path} · ${took}`, took];
}

const mostQuotedLines = 8;

function describeOutput(mark: OutputMark): Description {
  const { lines, row } = mark;
  const errors = lines.filter(({ stream }) => stream === 'stderr').length;
  const what = errors === lines.length ? 'writes to its error output' : 'prints';
  const shown = lines.slice(0, mostQuotedLines).map(({ text }) => text);
  const more = lines.length - shown.length;
  return {
    title: `${row.fullName} ${what}${lines.length > 1 ? ` ${lines.length} lines` : ''}`,
    details: [lines.length > 1 && mark.endMs > mark.startMs ? clockOf(mark) : asClock(mark.startMs)],
    quote: shown.join('\n') + (more > 0 ? `\n… ${counted(more, 'more line')}` : ''),
  };
}

/** The whole picture in a sentence or two, for those who do not see it. */
export function summaryOf(run: Run): string {
  const { lanes, requests } = run.timeline;
  const student = lanes.filter(({ role }) => role === 'student');
  const threads = student.filter(({ kind }) => kind === 'thread').length;
  const processes = student.filter(({ kind }) => kind === 'process').length;
  const parts = [
    threads > 0 ? counted(threads, 'further thread') : null,
    processes > 0 ? counted(processes, 'further process', 'further processes') : null,
    requests.length > 0 ? counted(requests.length, 'request') : null,
  ].filter((part) => part !== null);
  const beside = parts.length > 0 ? ` with ${parts.join(', ')}` : '';
  return `Timeline of ${asSeconds(run.elapsedMs)}: the main lane${beside}. The same as a table follows the picture.`;
}
