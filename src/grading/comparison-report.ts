/**
 * What a short report in English says about the three models: which it names, which worked best, with what figures.
 * People write in many ways, so this errs on the side of not knowing: a winner or a figure is taken only from a
 * sentence that cannot well be read otherwise, and what was not understood contradicts nothing.
 */
import { type ConcurrencyModel, concurrencyModels } from './concurrency-models.js';
import { type Block, blocksOf, sentencesOf } from './markdown-blocks.js';
import { timesInText, withoutLookAlikes, wordsForModels } from './printed-times.js';

/** What a report on the three models says, as far as it was understood. */
export interface ComparisonReport {
  readonly names: readonly ConcurrencyModel[];
  /** Words of prose: no headings, tables or program text. */
  readonly words: number;
  /** It ranks them in some way, or says that none is better; perhaps in a way that was not understood further. */
  readonly ranks: boolean;
  /** Said to have worked best; empty when that was not understood. More than one when it names several. */
  readonly winners: readonly ConcurrencyModel[];
  /** It says that all three were equal. */
  readonly saysAllEqual: boolean;
  readonly givesReason: boolean;
  /** Smallest and largest time that it gives for a model. */
  readonly figures: Readonly<Partial<Record<ConcurrencyModel, Figures>>>;
}

/** The times that a report gives for one model: from the least to the most. */
export interface Figures {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** Nobody writes more by hand; what was generated shall not cost the time that checks have. */
const longestReport = 30_000;

/** Reads a report, in Markdown, on which of the three models worked best. */
export function readComparison(markdown: string): ComparisonReport {
  const blocks = blocksOf(markdown.slice(0, longestReport));
  const whole = blocks.map((block) => block.text).join('\n');
  const prose = blocks.filter((block) => block.kind === 'prose').map((block) => block.text);
  const winners = winnersIn(blocks);
  return {
    names: concurrencyModels.filter((model) => mentionsIn(whole, namesOf(model)).length > 0),
    words: prose.reduce((sum, text) => sum + countWords(text), 0),
    ranks:
      winners.length > 0 ||
      blocks.some((block) => block.kind !== 'code' && ranksSomehow(block.text)) ||
      prose.some((text) => sentencesOf(text).some(concludesWithOne)),
    winners,
    saysAllEqual: prose.some((text) => sentencesOf(text).some((sentence) => allEqual.test(sentence))),
    givesReason: blocks.some((block) => block.kind !== 'code' && reasonWords.test(block.text)),
    figures: figuresIn(blocks),
  };
}

// ---- clauses and words -------------------------------------------------------------------------------------------------

/** A reason, a comparison or a contrast begins a new clause; the models that it names are not what was ranked. */
export const clausesOf = (sentence: string): string[] =>
  sentence.split(
    /[,;()]|\s[-–—]+\s|\s(?:because|since|as|but|while|whereas|although|though|however|yet|due to|thanks to|with|without|so|which|that|where|even)\s/i,
  );

/** Scripts without spaces between words: a character is about half a word. */
function countWords(text: string): number {
  const dense = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/gu)?.length ?? 0;
  const spaced = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
  return dense > 0 ? Math.max(spaced, Math.round(dense / 2)) : spaced;
}

// ---- names --------------------------------------------------------------------------------------------------------

const namesOf = (model: ConcurrencyModel): RegExp =>
  model === 'processes'
    ? /multi[-_ ]?proc|process(?!ing| of\b)|proceso|processus|prozess/gi
    : wordsForModels[model];

interface Mention {
  readonly model: ConcurrencyModel;
  readonly at: number;
  readonly end: number;
}

const mentionsIn = (text: string, pattern: RegExp): { at: number; end: number }[] =>
  [...text.matchAll(new RegExp(pattern.source, 'gi'))].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
  }));

function modelsIn(text: string): Mention[] {
  const readable = text.replace(
    /single[- ]thread(ed)?|(?<!multi[- ]?)processing|one thread|one process/gi,
    (all) => ' '.repeat(all.length),
  );
  return concurrencyModels
    .flatMap((model) => mentionsIn(readable, wordsForModels[model]).map((mention) => ({ model, ...mention })))
    .sort((a, b) => a.at - b.at);
}

const distinct = (mentions: readonly Mention[]): ConcurrencyModel[] => [
  ...new Set(mentions.map((mention) => mention.model)),
];

// ---- winners ------------------------------------------------------------------------------------------------------

const bestWords =
  /\b(best|fastest|quickest|winners?|wins|won|superior|most (efficient|performant|effective)|clear favou?rite|(shortest|lowest|least|smallest) (total |overall |elapsed |average |run ?)?(time|duration)|first place|came (out )?(first|on top|ahead)|number one|outperform(s|ed)?|beats?|(faster|quicker|better) than)\b/i;
/** Superlatives that rank nothing: "best of three", "best practice". */
const idleWords =
  /\bat best\b|\bbest[- ](practices?|of|cases?|effort|known|to|when|if|use|times?|runs?|results?|scores?|suited|thing|part|feature|way|about|for cpu)\b|\b(its|their|my|our) best\b/gi;
/** General talk, opinions and other kinds of work, anywhere in a sentence: not what was found here. */
const notFound =
  /\b(cpu|comput(e|es|ing|ation\w*)|calculat\w*|number[- ]crunching|heavy|if|would|could|usually|generally|in general|often|typically|normally|expected (that|to|\w+ to)|thought|assumed|guess\w*|hypothes\w*|supposed|depends?|myth|claim\w*|believed?|people|say|said)\b/i;
/** The same in the clause itself; elsewhere in the sentence these are harmless. */
const perhaps = /\b(might|may|should|expected|before|theory|general|will|when|not only)\b/i;
const negations =
  /\b(not|never|no|none|neither|nor|nothing|nobody|hardly|barely|less|worst|slowest|second|third|next|than|almost|nearly|as|far from|instead|rather|compared|unlike|versus|vs|against|besides|except|behind|followed|both of)\b/i;
const rankingWords =
  /\b(best|better|fast(er|est)?|quick(er|est)?|winner|wins?|won|superior|efficient|effective|prefer\w*|recommend\w*|choose|choice|suit(s|ed|able)?|ideal|optimal|outperform\w*|beat(s|en)?|slow(er|est)?|ahead|worst|1st|first place|rank(s|ed|ing)?|picks?|picked|favou?rite|(go|goes|going|went) (for|with)|(would|will|shall|'d) (\w+ )?(use|take|stick)|(came|come|comes|finished) last|last place|the most\b(?= ?[.!,;]|$)|order (i|we|was|is|of)|shortest|lowest|least|less time|same (amount of )?(time|speed|duration|performance)|equal(ly)?|tie[ds]?|similar (time|speed|performance|result)s?|no (\w+ )?difference|identical (time|speed|performance|result)s?|mejor|rápid[oa]s?|beste[rns]?|schnellste[rns]?|schneller|meilleure?s?|rapides?|migliore|veloce|melhor|rápido)\b|лучш|быстр|最|快/i;
/** The same said in other ways: an order, a tie, signs, and superlatives that are not about speed. */
const rankingSigns: readonly RegExp[] = [
  /🏆|🥇|(?:thread|process|async)\w*\s*[<>≈≤≥=~]+\s*\w*(?:thread|process|async)/iu,
  /\b(?:helps?|helped|gains?|gained|saves?|saved|improve[sd]?|pays?|paid|brings?|brought) (?:off )?(?:\w+ )?(?:the )?most\b/i,
  /\bthe most (?!of\b|common|important|popular|known|used)\w+|\b(?:light|cheap|simpl|eas|lean|short|small)i?est\b/i,
  /\b(?:came|comes?|finish(?:ed|es)?|was|were|is|are|ended|placed|ranked) (?:up )?(?:in )?(?:first|second|third|last|ahead|behind|in front)\b/i,
  /\bthe (?:edge|lead)\b|\bon (?:a )?par\b|\bneck and neck\b|\bindistinguishable\b|\binterchangeable\b/i,
  /\b(?:was|were|is|are|took|takes?|needed|performed) (?:\w+ )?(?:the same|alike|identical|comparable|equivalent)\b/i,
  /\b(?:no|hardly|barely|not|never|little|n['’]t) (?:\w+ ){0,2}(?:matters?|difference|differs?|different)\b/i,
  /\bwithin (?:\w+ ){0,3}(?:\d|noise|margin|milliseconds?|hundredths?|tenths?|fractions?)/i,
];
const ranksSomehow = (text: string): boolean =>
  rankingWords.test(text) || rankingSigns.some((pattern) => pattern.test(text));
const reasonWords =
  /\b(because|since|due to|as (it|they|the|there|each|all|both|a|an|we|no|only|threads|process\w*|async\w*)|so|therefore|thus|hence|reason\w*|expla(in(s|ed)?|nations?)|(comes?|came|stems?|results?) (down )?from|(has|have|had|must|needs?) (to )?be (first )?(started|created|copied|forked|launched|made)|thanks to|owing to|given|that is why|this is why|means?|caused?|overhead|gil|global interpreter lock|i\/o|io[- ]bound|network[- ]bound|light(er)?[- ]?weight|context[- ]switch\w*|start[- ]?up|memory|event loop|single thread|one thread|cheap(er)?|costs?|wait(s|ed|ing)?|without|needs?|porque|ya que|weil|denn|parce que|car|perch[ée]|poich[ée])\b|потому|из-за|因为|因此/i;
const allEqual =
  /\b(all|the) (three|3|of them|models|methods|approaches)\b[^.]*\b(the same (amount of )?(time|speed|duration|performance)|equally (fast|quick|long|well)|identical (time|speed|performance)s?|no (real |clear |significant )?difference in (time|speed|performance)|a tie)\b/i;
/** What may stand between "the best" and the name of what was the best. */
const linkingWords =
  /^(\W|\b(methods?|models?|approach|options?|ones?|ways?|versions?|variants?|choices?|techniques?|performers?|implementations?|overall|here|time|by|far|clearly|again|of all|of the three|of them|in my tests?|for this task|went|goes|to|is|was|were|are|came|from|has|had|been|achieved|using|used|the|a|therefore|definitely|turned|out|be|both|clear|to (the )?(slowest|worst))\b)*$/i;
const amongWords =
  /^\s*(models?|ones?|methods?|approach(es)?)?\s*((of|among|amongst|out of)|(by (\w+ ){1,3})?over)\b/i;
const allOthers = /\b(both|all|others?|everything|rest|two)\b/i;

function winnersIn(blocks: readonly Block[]): ConcurrencyModel[] {
  const winners = new Set<ConcurrencyModel>();
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'code') continue;
    if (block.kind === 'row') {
      for (const model of winnerOfRow(block.text)) winners.add(model);
      continue;
    }
    for (const sentence of sentencesOf(block.text)) {
      if (sentence.trimEnd().endsWith('?') || notFound.test(sentence)) continue;
      for (const clause of clausesOf(sentence))
        for (const model of winnersOfClause(clause)) winners.add(model);
    }
    const next = blocks[at + 1];
    if (isQuestionForBest(block) && next?.kind === 'prose')
      for (const model of soleModel(next.text)) winners.add(model);
  }
  return [...winners];
}

/** "## Which one worked best?" or "Winner:", and the answer below. */
function isQuestionForBest({ kind, text }: Block): boolean {
  const cue = cueIn(text);
  const asks = kind === 'heading' || /:\s*$/.test(text);
  return asks && cue !== null && modelsIn(text).length === 0 && !notFound.test(text);
}

/** Of a line whose first sentence names a single model: "Asyncio." */
function soleModel(text: string): ConcurrencyModel[] {
  const [first = ''] = sentencesOf(text);
  const models = distinct(modelsIn(first));
  const isPlain = !negations.test(first) && !notFound.test(first);
  return models.length === 1 && isPlain ? models : [];
}

/** "Conclusion: for this task, asyncio." */
const concludesWithOne = (sentence: string): boolean =>
  /^\W*(in )?(conclusion|verdict|answer|decision|result)\b/i.test(sentence) &&
  soleModel(sentence).length === 1;

function winnerOfRow(row: string): ConcurrencyModel[] {
  const models = distinct(modelsIn(row));
  const isMarked =
    /🏆|🥇/u.test(row) ||
    row.split('|').some((cell) => /^\s*(the )?(best|fastest|winner)[\s!.]*$/i.test(cell));
  return isMarked && models.length === 1 ? models : [];
}

const cueIn = (text: string): { at: number; end: number } | null => {
  const readable = text.replace(idleWords, (all) => ' '.repeat(all.length));
  const match = bestWords.exec(readable);
  return match ? { at: match.index, end: match.index + match[0].length } : null;
};

/** "Processes were the slowest and asyncio was the fastest": two findings. */
const afterTheWorst = (clause: string): string => clause.replace(/^.*\b(slowest|worst)\b.*?\band\b/i, '');

function winnersOfClause(whole: string): ConcurrencyModel[] {
  const clause = afterTheWorst(whole);
  const cue = cueIn(clause);
  if (!cue || perhaps.test(clause)) return [];
  const before = modelsIn(clause).filter((mention) => mention.end <= cue.at);
  const after = modelsIn(clause).filter((mention) => mention.at >= cue.end);
  // "neither threads nor processes were the best", "the second best", "faster than the best"
  if (negations.test(clause.slice(0, cue.at))) return [];
  if (/^(outperform|beat|faster|quicker|better)/i.test(clause.slice(cue.at, cue.end))) {
    const beaten = clause.slice(cue.end);
    return distinct(after).length > 1 || allOthers.test(beaten) ? oneOrJoined(clause, before) : [];
  }
  // "asyncio was the fastest of threads, processes and asyncio": what follows are those it is compared with.
  const isOfList = amongWords.test(clause.slice(cue.end)) && distinct(before).length === 1;
  if (before.length > 0 && after.length > 0 && !isOfList) return [];
  if (before.length > 0) return oneOrJoined(clause, before);
  const [first] = after;
  return first && linkingWords.test(clause.slice(cue.end, startOfName(clause, first)))
    ? oneOrJoined(clause, after)
    : [];
}

/** "multithreading" is found at its "thread"; the name begins before. */
const startOfName = (clause: string, mention: Mention): number =>
  mention.at - (/[\w-]*$/.exec(clause.slice(0, mention.at))?.[0].length ?? 0);

/** A single model, or two joined by "and": three are a list of what was compared. */
function oneOrJoined(clause: string, mentions: readonly Mention[]): ConcurrencyModel[] {
  const models = distinct(mentions);
  if (models.length <= 1) return models;
  // "I compared threads and asyncio and found asyncio to be the fastest": who is named again is meant.
  const last = mentions.at(-1);
  if (last && mentions.slice(0, -1).some(({ model }) => model === last.model)) return [last.model];
  const [first, second] = [mentions[0], mentions.find((mention) => mention.model !== mentions[0]?.model)];
  if (models.length > 2 || !first || !second) return [];
  return /^\s*(\w+\s+)?(and|&|or|\/|\+)\s*(\w+\s*)?$/i.test(
    clause.slice(first.end, second.at).replace(/^\w+/, ''),
  )
    ? models
    : [];
}

// ---- figures ------------------------------------------------------------------------------------------------------

/** Times of something else than a whole model: of one file, of the delay, of a difference. */
export const otherFigures =
  /\b(sequential\w*|serial\w*|each|per|every|single|individual|delay|sleep\w*|faster|slower|longer|shorter|more|less|difference|overhead|start(ed|s|ing|-?up)?|import\w*|cpu|up to|if|would|could|expected|first run|warm\w*)\b/i;

function figuresIn(blocks: readonly Block[]): Partial<Record<ConcurrencyModel, Figures>> {
  const figures: Partial<Record<ConcurrencyModel, Figures>> = {};
  for (const block of blocks) {
    const parts = block.kind === 'row' ? [block.text] : sentencesOf(block.text).flatMap(clausesForFigures);
    for (const part of parts) {
      const [model, ...others] = distinct(modelsIn(part));
      if (!model || others.length > 0 || otherFigures.test(part)) continue;
      for (const time of timesInText(withoutLookAlikes(part))) {
        if (!time.hasUnit && block.kind !== 'row') continue;
        const ms = time.readings[0]?.ms;
        if (ms === undefined || (!time.hasUnit && time.readings.length > 1)) continue;
        const known = figures[model] ?? { leastMs: ms, mostMs: ms };
        figures[model] = { leastMs: Math.min(known.leastMs, ms), mostMs: Math.max(known.mostMs, ms) };
      }
    }
  }
  return figures;
}

/** "With 200 URLs threads took 14 s": an experiment of its own, which the run does not show. */
const otherExperiment =
  /\b(\d{2,}|hundreds?|thousands?|many|more|(an)?other|second) (of )?(\w+ )?(urls?|files?|downloads?|requests?|pages?|images?|pictures?|tests?|experiments?)\b/i;

export const clausesForFigures = (sentence: string): string[] =>
  /\b(between|differences?)\b/i.test(sentence) || otherExperiment.test(sentence)
    ? []
    : sentence.split(
        /,\s|;|\s[-–—]+\s(?!\d)|\s(?:and|but|while|whereas|although|than|compared to|versus|vs)\s/i,
      );
