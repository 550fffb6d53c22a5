import { type Language, languages } from './exercise.js';

interface ProgramNames {
  readonly isProgram: RegExp;
  readonly endings: string;
  /** Which it is among several, the first that is there. */
  readonly main: readonly string[];
}

/** What programs are called, by language. */
export const programNames: Readonly<Record<Language, ProgramNames>> = {
  python: { isProgram: /\.py$/, endings: '.py', main: ['main.py'] },
  javascript: {
    isProgram: /\.[cm]?[jt]s$/,
    endings: '.js, .mjs or .ts',
    main: ['main.js', 'main.mjs', 'main.ts', 'main.mts', 'main.cjs'],
  },
};

/** By the ending of a program's name; null for what is none. */
export const languageOf = (name: string): Language | null =>
  languages.find((language) => programNames[language].isProgram.test(name)) ?? null;
