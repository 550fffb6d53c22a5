/** Which checks a rule can explain, by their ids: those of our exercises, and what others are told to call theirs. */
import type { Finding, FindingRule, FindingSubject } from './findings.js';
import { languageOf } from './program-names.js';

type Table = Readonly<Partial<Record<FindingSubject, readonly string[]>>>;

/** The closest one first. */
const together: Table = {
  thread: ['overlap', 'threads', 'io-threads', 'cpu-threads', 'five-threads'],
  process: ['parallel', 'processes', 'io-processes', 'cpu-processes', 'four-processes'],
  worker: ['overlap', 'parallel', 'threads'],
};
const working: Table = {
  thread: ['five-threads', 'threads', 'io-threads', 'cpu-threads', 'overlap'],
  process: ['split-work', 'four-processes', 'processes', 'io-processes', 'cpu-processes', 'parallel'],
};
const askedFor: Table = {
  thread: ['five-threads', 'threads', 'io-threads', 'cpu-threads'],
  process: ['four-processes', 'processes', 'io-processes', 'cpu-processes'],
  task: ['event-loop', 'asyncio'],
};
const ofTheLoop = ['concurrent', 'asyncio', 'follows-the-longest'];
const ofResults = ['answer', 'answers'];
const bySubject = (table: Table) => (subject: FindingSubject) =>
  table[subject] ?? [...(table.thread ?? []), ...(table.process ?? [])];

const explained: Readonly<Record<FindingRule, (subject: FindingSubject) => readonly string[]>> = {
  'blocks-the-loop': (subject) =>
    subject === 'lock' ? ['event-loop', ...ofTheLoop, 'runs'] : ['event-loop', ...ofTheLoop],
  'awaits-one-by-one': () => ofTheLoop,
  'a-loop-for-each': () => ofTheLoop,
  'never-awaited': (subject) =>
    subject === 'sleep' ? ['sleeps-then-prints'] : ['both-requests', ...ofTheLoop],
  'task-not-awaited': () => ['both-requests', ...ofTheLoop],
  'hands-to-a-thread': () => ['event-loop', 'asyncio'],
  'waits-in-the-starting-loop': bySubject(together),
  'sleeps-between-starts': bySubject({
    thread: ['overlap', 'five-threads', 'threads', 'io-threads'],
    process: together.process ?? [],
  }),
  'lock-across-a-wait': () => [
    'overlap',
    'concurrent',
    'threads',
    'asyncio',
    'processes',
    'parallel',
    'io-threads',
    'io-processes',
  ],
  'lock-never-released': () => ['runs'],
  'target-is-called': bySubject(working),
  'run-instead-of-start': bySubject(working),
  'never-started': bySubject(working),
  'few-workers': (subject) =>
    subject === 'thread'
      ? ['overlap', 'five-threads', 'threads', 'io-threads']
      : ['four-processes', 'processes', 'io-processes', 'cpu-processes'],
  'daemons-not-joined': (subject) =>
    subject === 'process'
      ? ['answers', 'answer', 'processes', 'four-processes', 'split-work']
      : ['sleeps-then-prints', 'threads', 'all-files', 'io-threads', 'five-threads'],
  'no-main-guard': () => ['runs', 'answers', 'answer', 'processes', 'four-processes'],
  'change-without-a-lock': () => ofResults,
  'lock-across-computing': () => ['parallel', 'cpu-processes', 'cpu-threads', 'shares-the-cores'],
  'another-model': (subject) =>
    bySubject(askedFor)(subject === 'process' ? 'thread' : subject === 'thread' ? 'process' : 'any'),
  'does-it-itself': () => ['threads', 'five-threads', 'processes', 'four-processes'],
  'change-is-lost': () => ofResults,
  'result-is-lost': () => ofResults,
  'one-file-for-all': () => ['all-files'],
  'saved-as-text': () => ['all-files'],
  'busy-waits': () => ['event-loop', 'sleeps-then-prints', 'five-threads'],
  'cpu-clock': () => ['timings'],
  'timed-before-the-join': () => ['timings'],
  'ends-early': (subject) =>
    subject === 'worker' ? ['sleeps-then-prints', 'five-threads'] : ['both-requests', ...ofTheLoop],
  'never-ends': () => ['runs'],
  'never-waited-for': () => [...ofResults, 'timings'],
  'fixed-seed': () => ['random-durations'],
  'drawn-once': () => ['random-durations'],
  'prints-first': () => ['sleeps-then-prints'],
  'works-in-main': () => ['split-work'],
};

/** Those that can be explained wherever they stand: what the others find may be what an exercise asks for. */
const everywhere: ReadonlySet<FindingRule> = new Set([
  'blocks-the-loop',
  'awaits-one-by-one',
  'a-loop-for-each',
  'never-awaited',
  'task-not-awaited',
  'waits-in-the-starting-loop',
  'sleeps-between-starts',
  'lock-across-a-wait',
  'lock-never-released',
  'target-is-called',
  'run-instead-of-start',
  'never-started',
  'daemons-not-joined',
  'no-main-guard',
]);

export const needsACheck = ({ rule }: Finding): boolean => !everywhere.has(rule);

/** `all`: the ids of an exercise. Empty where it asks for just what was found. */
export function explainedBy(finding: Finding, all: readonly string[]): readonly string[] {
  const { rule, subject, name, file, limit } = finding;
  const asks = askedFor[subject] ?? [];
  if (rule === 'another-model' && name !== 'multiprocessing.dummy' && all.some((id) => asks.includes(id)))
    return [];
  const ids = explained[rule](subject);
  // Two at once are enough for those who compare models.
  if (rule === 'few-workers' && subject === 'process' && (limit ?? 0) > 1 && isComparison(all)) return [];
  // One after the other is one of the three ways to be compared in JavaScript, unless it is in Promise.all that they are awaited.
  const isAWayOfItsOwn =
    rule === 'awaits-one-by-one' && languageOf(file) === 'javascript' && name !== 'Promise.all';
  return isAWayOfItsOwn ? ids.filter((id) => id !== 'asyncio') : ids;
}

const isComparison = (all: readonly string[]): boolean => all.includes('timings');

/** Of any subject. */
export const explainedByRule = (rule: FindingRule): readonly string[] => explained[rule]('any');

/** What may be about threads or processes is held against both. */
export const asSubjects = (finding: Finding): Finding[] =>
  finding.subject === 'any' &&
  (finding.rule === 'waits-in-the-starting-loop' || finding.rule === 'target-is-called')
    ? [
        { ...finding, subject: 'thread' },
        { ...finding, subject: 'process' },
      ]
    : [finding];
