/** Why a run took as long as it did: the sentence above the picture, and the intervals that it speaks of. */
import type { Outcome, Run, RunSummary } from '../api/types.ts';
import { groupsOpenTogether, type Interval, lengthOf, type Measure, measure } from './intervals.ts';
import { outputLines } from './output-lines.ts';
import { asSeconds, counted } from './seconds.ts';

export type Tone = 'good' | 'part' | 'bad' | 'plain';

export interface Comparison {
  subject: 'request' | 'sleep' | 'process' | 'thread';
  /** "2 requests" */
  what: string;
  measure: Measure;
  /** In order of start; null when there are too many to tell apart. */
  intervals: Interval[] | null;
  tone: Tone;
}

export interface Story {
  tone: Tone;
  headline: string;
  detail: string | null;
  /** The last words of a crash. */
  quote: string | null;
  comparison: Comparison | null;
}

interface Subject {
  noun: Comparison['subject'];
  plural: string;
  intervals: Interval[];
  together: string;
  apart: string;
}

/** CPython's waits of 5 ms for the interpreter lock are nobody's sleeps. The same line as in grading. */
const interpreterLockWaitMs = 6;

export function storyOf(run: Run): Story {
  const subject = subjectOf(run);
  const measured = subject ? measure(subject.intervals) : null;
  const comparison = subject && measured ? comparisonOf(subject, measured) : null;
  const trouble = troubleOf(run);
  // A run that was cut short says nothing about how long it would have taken.
  if (trouble) return { ...trouble, comparison: null };
  if (!subject || !measured || !comparison) return { ...aloneStory(run), comparison: null };
  const story = overlapStory(subject, measured, comparison.tone);
  return { ...story, quote: null, comparison: { ...comparison, tone: story.tone } };
}

function subjectOf({ timeline, elapsedMs }: Run): Subject | null {
  const { requests, spans, lanes } = timeline;
  const sleeps = spans.filter(
    (span) =>
      span.ended === 'deadline' &&
      span.kind !== 'running' &&
      (span.on === 'sleep' || lengthOf(span) > interpreterLockWaitMs),
  );
  const workers = lanes.filter(({ kind, role }) => kind === 'process' && role === 'student');
  const threads = lanes.filter(({ kind, role }) => kind === 'thread' && role === 'student');
  const slept = sleeps.reduce((sum, each) => sum + lengthOf(each), 0);
  const candidates: Subject[] = [
    {
      noun: 'request',
      plural: 'requests',
      intervals: requests,
      together: 'were in flight together',
      apart: 'were sent one after the other',
    },
    {
      noun: 'sleep',
      plural: 'sleeps',
      intervals: slept > elapsedMs / 5 ? sleeps : [],
      together: 'overlap',
      apart: 'come one after the other',
    },
    {
      noun: 'process',
      plural: 'processes',
      intervals: workers,
      together: 'were alive together',
      apart: 'were alive one after the other',
    },
    {
      noun: 'thread',
      plural: 'threads',
      intervals: threads,
      together: 'were alive together',
      apart: 'were alive one after the other',
    },
  ];
  return candidates.find(({ intervals }) => intervals.length > 1) ?? null;
}

const overlapping = 0.9;
const apart = 0.1;
/** Up to here the total is, for a person, the longest one. */
const followsTheLongest = 1.15;

function toneOf({ overlap, peak }: Measure): Tone {
  if (overlap === null) return 'plain';
  if (overlap >= overlapping) return 'good';
  return overlap <= apart || peak < 2 ? 'bad' : 'part';
}

const mostSegments = 40;

function comparisonOf(subject: Subject, measured: Measure): Comparison {
  const sorted = [...subject.intervals].sort((a, b) => a.startMs - b.startMs);
  return {
    subject: subject.noun,
    what: counted(measured.count, subject.noun, subject.plural),
    measure: measured,
    intervals: sorted.length <= mostSegments ? sorted : null,
    tone: toneOf(measured),
  };
}

function overlapStory(subject: Subject, measured: Measure, tone: Tone): Omit<Story, 'comparison' | 'quote'> {
  const { count, elapsedMs, serialMs, longestMs, peak } = measured;
  const all = count === 2 ? `Both ${subject.plural}` : `All ${count} ${subject.plural}`;
  const total = asSeconds(elapsedMs);
  const serial = asSeconds(serialMs);
  if (tone === 'good' && elapsedMs <= longestMs * followsTheLongest) {
    const headline = `${all} ${subject.together}: ${total} in all, not ${serial}.`;
    return { tone, headline, detail: 'The total is the longest one, not the sum.' };
  }
  if (tone === 'good') {
    const headline = `${count} ${subject.plural}, up to ${peak} at once: ${total} in all, not ${serial}.`;
    return { tone, headline, detail: `The longest one took ${asSeconds(longestMs)}.` };
  }
  if (tone === 'bad') {
    const headline = `The ${count} ${subject.plural} ${subject.apart}: ${total} in all.`;
    return {
      tone,
      headline,
      detail: `Together they would take as long as the longest one: ${asSeconds(longestMs)}.`,
    };
  }
  const groups = groupsOpenTogether(subject.intervals);
  const several = groups.filter((group) => group.length > 1);
  if (groups.length > 1 && several.every((group) => (measure(group)?.overlap ?? 1) >= overlapping)) {
    const headline = `${count} ${subject.plural}, up to ${peak} at once: ${total} in all, not ${serial}.`;
    return { tone: 'plain', headline, detail: `They come in ${groups.length} groups, one after the other.` };
  }
  const headline = `The ${count} ${subject.plural} overlap only in part: ${total} in all; one after the other ${serial}.`;
  return {
    tone,
    headline,
    detail: `At most ${peak} at once. All together they would take ${asSeconds(longestMs)}.`,
  };
}

function aloneStory(run: Run): Omit<Story, 'comparison'> {
  const lanes = run.timeline.lanes.filter(({ role }) => role === 'student').length;
  const headline =
    lanes > 1
      ? `${counted(lanes, 'lane')}, ${asSeconds(run.elapsedMs)} in all.`
      : `One lane did everything, in ${asSeconds(run.elapsedMs)}.`;
  return { tone: 'plain', headline, detail: 'Nothing here could have overlapped.', quote: null };
}

/** A run that did not end well tells that first. */
function troubleOf(run: Run): Omit<Story, 'comparison'> | null {
  if (run.outcome === 'exited' && run.exitStatus === 0) return null;
  const at = asSeconds(run.elapsedMs);
  const last = outputLines(run.timeline.output).findLast(
    ({ stream, text }) => stream === 'stderr' && text.trim() !== '',
  );
  const quote = run.outcome === 'exited' || run.outcome === 'signalled' ? (last?.text ?? null) : null;
  return {
    tone: 'bad',
    headline: `${outcomeHeadline(run)} after ${at}.`,
    detail: outcomeDetail[run.outcome] ?? null,
    quote,
  };
}

function outcomeHeadline(run: RunSummary): string {
  switch (run.outcome) {
    case 'exited':
      return `The program ended with status ${run.exitStatus ?? 'unknown'}`;
    case 'signalled':
      return `The program was ended by ${run.signal ?? 'a signal'}`;
    case 'deadlocked':
      return 'Deadlock';
    case 'sandbox-fault':
      return 'Our sandbox failed';
    default:
      return 'The program was stopped';
  }
}

const outcomeDetail: Partial<Record<Outcome, string>> = {
  deadlocked: 'Every lane waits for another one, and nothing is left that could wake any of them.',
  'timed-out-virtual': 'It had used up the time on its own clock that a run may take.',
  'timed-out-real': 'It had used up the real time that a run may take.',
  'cpu-exceeded': 'It had used up the CPU time that a run may take.',
  'out-of-memory': 'It used more memory than a run may have.',
  'too-many-processes': 'It started more processes and threads than a run may have.',
  'output-exceeded': 'It wrote more than a run may write.',
  'sandbox-fault': 'This is our fault, not one of your program.',
};

/** How a run ended, in two or three words, for tabs and lists. */
export function outcomeWords(run: RunSummary): { words: string; well: boolean } {
  if (run.outcome === 'exited') {
    return run.exitStatus === 0
      ? { words: 'ended by itself', well: true }
      : { words: `ended with status ${run.exitStatus ?? '?'}`, well: false };
  }
  const words: Record<Exclude<Outcome, 'exited'>, string> = {
    signalled: `ended by ${run.signal ?? 'a signal'}`,
    deadlocked: 'deadlock',
    'timed-out-virtual': 'out of time',
    'timed-out-real': 'out of real time',
    'cpu-exceeded': 'out of CPU time',
    'out-of-memory': 'out of memory',
    'too-many-processes': 'too many processes',
    'output-exceeded': 'too much output',
    'sandbox-fault': 'our sandbox failed',
  };
  return { words: words[run.outcome], well: false };
}
