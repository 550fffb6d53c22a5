/**
 * What a short report in English says about two kinds of work, waiting (I/O) and computing (CPU), under threads and under
 * processes: which suits which, with what figures. As with reports on the three models, what was not understood
 * contradicts nothing: a claim is taken only from a clause that names one model and one kind of work.
 */
import {
  clausesForFigures,
  clausesOf,
  type Figures,
  otherFigures,
  readComparison,
} from './comparison-report.js';
import type { ConcurrencyModel } from './concurrency-models.js';
import { type Block, blocksOf, sentencesOf } from './markdown-blocks.js';
import { type NumberInText, timesInText, withoutLookAlikes, wordsForModels } from './printed-times.js';

/** Waiting for others, and computing. */
export const taskKinds = ['io', 'cpu'] as const;
/** Waiting for others (io), or computing (cpu). */
export type TaskKind = (typeof taskKinds)[number];
type Model = Exclude<ConcurrencyModel, 'asyncio'>;
const models = ['threads', 'processes'] as const;

/** What a report on threads and processes says, as far as it was understood. */
export interface SuitabilityReport {
  readonly namesModels: readonly Model[];
  readonly namesKinds: readonly TaskKind[];
  /** Words of prose: no headings, tables or program text. */
  readonly words: number;
  readonly ranks: boolean;
  /** That a program has one lock for its threads: the GIL. */
  readonly namesLock: boolean;
  /** The models that it says suit a kind of work; empty when that was not understood. */
  readonly claims: Readonly<Record<TaskKind, readonly Model[]>>;
  readonly figures: Readonly<Record<TaskKind, Readonly<Partial<Record<Model, Figures>>>>>;
}

const wordsForKinds: Readonly<Record<TaskKind, RegExp>> = {
  io: /(?<![a-z])(?:i\s?\/\s?o|io)(?![a-z])|\bdownload\w*|\bnetwork\w*/gi,
  cpu: /(?<![a-z])cpu(?![a-z])|\bcomput(?:e[sd]?|ing|ations?|ational)\b|\bcalculat\w*/gi,
};
/** A report, or a line, may name them by an example. */
const examplesOfKinds: Readonly<Record<TaskKind, RegExp>> = {
  io: /\brequests?\b|\bwait(?:s|ing|ed)?\b|sleep|\bfiles?\b|fetch|\burls?\b/i,
  cpu: /\bsum(?:s|ming)?\b|\bsquares?\b|\bprimes?\b|fibonacci|factorial|number[- ]crunching|\bheavy\b|\bloops?\b/i,
};
const lockWords =
  /\bgil\b|global interpreter lock|interpreter lock|one thread at a time|only one (?:of the )?threads?\b/i;

/** What says of a model alone whether it serves: "CPU-bound work needs processes", "use threads for downloads". */
const advice =
  /\bus(?:e|es|ing) (?:\w+ )?(?:multi[- ]?)?(?:thread|process)\w* for|\bneeds? (?:multi[- ]?)?process|\b(?:fine|good|great|useful|useless|enough|sufficient|well) (?:with|for)\b|\b(?:thread|process)\w* (?:are|is) (?:\w+ )?(?:enough|sufficient|fine|good|great|useful|useless|pointless)\b|\bno (?:gain|benefit|advantage|speed-?up)\b|\bbenefits? from\b/i;

const namesKind = (text: string, kind: TaskKind): boolean =>
  new RegExp(wordsForKinds[kind].source, 'i').test(text) || examplesOfKinds[kind].test(text);

/** The kinds that a printed line speaks of; by examples only where it names none. */
export function kindsNamedIn(text: string): TaskKind[] {
  const named = [...new Set(mentionsIn(text, wordsForKinds).map(({ of }) => of))];
  return named.length > 0 ? named : taskKinds.filter((kind) => namesKind(text, kind));
}

/** Reads a report, in Markdown, on which kind of work threads suit, and which processes. */
export function readSuitability(markdown: string): SuitabilityReport {
  const whole = readComparison(markdown);
  const blocks = blocksOf(markdown.slice(0, longestReport));
  const text = blocks.map((block) => block.text).join('\n');
  return {
    namesModels: models.filter((model) => whole.names.includes(model)),
    namesKinds: taskKinds.filter((kind) => namesKind(text, kind)),
    words: whole.words,
    ranks: whole.ranks || blocks.some((block) => block.kind !== 'code' && advice.test(block.text)),
    namesLock: lockWords.test(text),
    claims: claimsIn(blocks),
    figures: figuresIn(blocks),
  };
}

const longestReport = 30_000;

// ---- mentions -----------------------------------------------------------------------------------------------------

interface Mention<T> {
  readonly of: T;
  readonly at: number;
}

function mentionsIn<T extends string>(text: string, words: Readonly<Record<T, RegExp>>): Mention<T>[] {
  const found = (Object.keys(words) as T[]).flatMap((of) =>
    [...text.matchAll(new RegExp(words[of].source, 'gi'))].map((match) => ({ of, at: match.index })),
  );
  return found.sort((a, b) => a.at - b.at);
}

const wordsForTheTwo = { threads: wordsForModels.threads, processes: wordsForModels.processes };
const distinct = <T>(mentions: readonly Mention<T>[]): T[] => [...new Set(mentions.map(({ of }) => of))];

function modelsIn(text: string): Model[] {
  const readable = text.replace(/single[- ]thread(?:ed)?|one thread|one process\b/gi, ' ');
  return distinct(mentionsIn(readable, wordsForTheTwo));
}

const kindsIn = (text: string): TaskKind[] => distinct(mentionsIn(text, wordsForKinds));
const theOnly = <T>(list: readonly T[]): T | null => (list.length === 1 ? (list[0] ?? null) : null);

/** Goes through sentences and rows with the kind of work that the text before them speaks of. */
function withContext(
  blocks: readonly Block[],
  visit: (text: string, context: TaskKind | null, block: Block) => void,
): void {
  let context: TaskKind | null = null;
  for (const block of blocks) {
    if (block.kind === 'heading') context = theOnly(kindsIn(block.text));
    else if (block.kind === 'row') visit(block.text, context, block);
    else if (block.kind === 'prose') {
      for (const sentence of sentencesOf(block.text)) {
        const kinds = kindsIn(sentence);
        if (kinds.length > 0) context = theOnly(kinds);
        visit(sentence, context, block);
      }
    }
  }
}

// ---- claims -------------------------------------------------------------------------------------------------------

const praise =
  /\b(?:best|better|fast(?:er|est)?|quick(?:er|est)?|win(?:s|ners?)?|won|superior|suit(?:s|ed|able)?|ideal|prefer\w*|recommend\w*|shines?|excels?|(?:good|great|perfect|right|natural) (?:choice|fit|for)|outperform(?:s|ed)?|beats?)\b/i;
const restraint =
  /\b(?:not|no|never|none|neither|nor|hardly|barely|little|less|slow\w*|worse|worst|longer|poor\w*|bad|useless|lose[sr]?|lost|waste\w*|instead|rather|unlike|almost|nearly|equal\w*|same|similar\w*|as (?:fast|good|quick)|only|limited|first|wrong\w*)\b/i;
/** Anywhere in the sentence: an opinion, or what others say. */
const supposed =
  /\b(?:expect\w*|thought|think|assum\w*|guess\w*|hypothes\w*|if|would|could|might|may|myth|claim\w*|believe\w*|said|says?|should have)\b/i;

function claimsIn(blocks: readonly Block[]): Record<TaskKind, Model[]> {
  const claims: Record<TaskKind, Set<Model>> = { io: new Set(), cpu: new Set() };
  withContext(blocks, (text, context, { kind: ofBlock }) => {
    if (ofBlock === 'row' || text.trimEnd().endsWith('?') || supposed.test(text)) return;
    for (const clause of clausesOf(text)) {
      for (const [model, kind] of claimsOfClause(clause, context)) claims[kind].add(model);
    }
  });
  return { io: [...claims.io], cpu: [...claims.cpu] };
}

function claimsOfClause(clause: string, context: TaskKind | null): [Model, TaskKind][] {
  const cue = praise.exec(clause);
  if (!cue || restraint.test(clause)) return [];
  // "processes were faster than threads for computing", "processes beat threads"
  const isOverOthers = /^(?:outperform|beat)/i.test(cue[0]);
  const compared = isOverOthers ? clause.slice(0, cue.index) : clause.replace(/\bthan\b.*$/i, '');
  const praised = modelsIn(compared);
  const named = kindsIn(clause);
  const kinds = named.length > 0 ? named : context ? [context] : [];
  if (praised.length !== kinds.length) return [];
  return praised.flatMap((model, at) => (kinds[at] ? [[model, kinds[at]] as [Model, TaskKind]] : []));
}

// ---- figures ------------------------------------------------------------------------------------------------------

type MutableFigures = Record<TaskKind, Partial<Record<Model, Figures>>>;

function figuresIn(blocks: readonly Block[]): MutableFigures {
  const figures: MutableFigures = { io: {}, cpu: {} };
  let header: string[] = [];
  let isInTable = false;
  withContext(blocks, (text, context, { kind }) => {
    if (kind === 'row') {
      const cells = text.split('|').map((cell) => cell.trim());
      const isHeader = !isInTable && cells.every((cell) => timesInText(cell).length === 0);
      isInTable = true;
      if (isHeader) header = cells;
      else figuresOfRow(cells, header, context, figures);
      return;
    }
    isInTable = false;
    header = [];
    for (const clause of clausesForFigures(text)) figuresOfClause(clause, context, figures);
  });
  return figures;
}

function figuresOfRow(
  cells: readonly string[],
  header: readonly string[],
  context: TaskKind | null,
  figures: MutableFigures,
): void {
  const label = cells.filter((cell) => timesInText(withoutLookAlikes(cell)).length === 0).join(' | ');
  cells.forEach((cell, at) => {
    const of = `${label} | ${header[at] ?? ''}`;
    if (otherFigures.test(withoutKinds(of))) return;
    const model = theOnly(modelsIn(of));
    const kind = theOnly(kindsIn(of)) ?? context;
    if (!model || !kind) return;
    const time = withoutLookAlikes(/^[\d.,]+$/.test(cell) ? `${cell} ${unitIn(header[at] ?? '')}` : cell);
    for (const each of timesInText(time)) addFigure(figures[kind], model, each);
  });
}

function figuresOfClause(clause: string, context: TaskKind | null, figures: MutableFigures): void {
  const model = theOnly(modelsIn(clause));
  const kind = theOnly(kindsIn(clause)) ?? context;
  if (!model || !kind || otherFigures.test(withoutKinds(clause))) return;
  for (const time of timesInText(withoutLookAlikes(clause))) {
    if (time.hasUnit) addFigure(figures[kind], model, time);
  }
}

/** "threads (ms)" */
const unitIn = (header: string): string =>
  /\bms\b|millisec/i.test(header) ? 'ms' : /\b(s|sec|secs|seconds)\b/i.test(header) ? 's' : '';

function addFigure(figures: Partial<Record<Model, Figures>>, model: Model, time: NumberInText): void {
  const ms = time.readings[0]?.ms;
  if (ms === undefined || (!time.hasUnit && time.readings.length > 1)) return;
  const known = figures[model] ?? { leastMs: ms, mostMs: ms };
  figures[model] = { leastMs: Math.min(known.leastMs, ms), mostMs: Math.max(known.mostMs, ms) };
}

/** "cpu" alone may mean CPU time, which is none of a whole task; as the name of a task it is no hindrance. */
const withoutKinds = (text: string): string =>
  text.replace(/\bcpu[- ](?:bound|heavy|intensive)\b|\bcpu\b(?! time)/gi, ' ');
