import type { Scenario } from './scenario.js';

export const languages = ['python', 'javascript'] as const;
export type Language = (typeof languages)[number];

export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

export interface LanguageOfExercise {
  /** What the editor shows first, under the names that a submission uses. */
  readonly starter: readonly SourceFile[];
  /** Names that a submission must contain besides the program. */
  readonly required: readonly string[];
  /** Where a language needs other words or other checks than the exercise has, under the same ids. */
  readonly statement?: string;
  readonly checksFile?: string;
  readonly checksSource?: string;
  /** By the id of the check. */
  readonly checkTitles?: Readonly<Record<string, string>>;
}

/** Of a rubric: what a person gives points for. */
export interface Criterion {
  readonly id: string;
  readonly title: string;
  readonly points: number;
}

export interface CheckOfExercise {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  /** A person should look at what this check has found; the points of the rubric come to those of the check. */
  readonly review?: { readonly rubric: readonly Criterion[] } | undefined;
}

/** One folder under `exercises/`, read and found valid. */
export interface Exercise {
  /** Public, as are the ids of the checks: courses refer to them. */
  readonly slug: string;
  readonly version: number;
  readonly title: string;
  /** One sentence for lists. */
  readonly summary: string;
  readonly lesson: number;
  /** Where it stands among the exercises of its lesson, from 1. */
  readonly position: number;
  /** Markdown. */
  readonly statement: string;
  readonly languages: Readonly<Partial<Record<Language, LanguageOfExercise>>>;
  readonly scenarios: readonly Scenario[];
  readonly checks: readonly CheckOfExercise[];
  /** checks.ts as JavaScript: its types stripped, lines and columns kept. */
  readonly checksSource: string;
}

/** As those see it who hand in in this language: its own words and checks, where it has any. */
export function inLanguage(exercise: Exercise, language: Language): Exercise {
  const { statement, checksSource, checkTitles = {} } = exercise.languages[language] ?? {};
  return {
    ...exercise,
    statement: statement ?? exercise.statement,
    checksSource: checksSource ?? exercise.checksSource,
    checks: exercise.checks.map((check) => ({ ...check, title: checkTitles[check.id] ?? check.title })),
  };
}

export const maxScoreOf = (exercise: Exercise): number =>
  exercise.checks.reduce((sum, check) => sum + check.points, 0);
