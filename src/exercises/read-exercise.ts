/** Reads the files of one exercise and says, naming file, line and field, what is wrong with them. */
import { basename } from 'node:path';
import type { Exercise, Language, LanguageOfExercise, SourceFile } from '../grading/exercise.js';
import { defaultLimits, type Limits, type Scenario } from '../grading/scenario.js';
import type { ExerciseYaml, LanguageYaml } from './exercise.schema.js';
import { type ExerciseFiles, problemsOfSizes, readFolder } from './exercise-files.js';
import { type ExerciseProblem, InvalidExerciseError, problemOf } from './problem.js';
import { readYaml, yamlFile } from './read-yaml.js';
import { readSolutionFiles, type Solution } from './solutions.js';
import { checksFile, stripChecks } from './strip-checks.js';

/** Everything but the code of the checks, which is dealt with where it can do no harm. */
export interface ReadFiles {
  /** Null when there are problems with it; those of solutions leave it as it is. */
  readonly exercise: Omit<Exercise, 'checksSource'> | null;
  readonly solutions: readonly Solution[];
  readonly problems: readonly ExerciseProblem[];
}

/** `slug` is what the exercise is known by already: the name of its folder. */
export function readExerciseFiles(files: ExerciseFiles, slug: string): ReadFiles {
  const text = files.get(yamlFile);
  const read = text === undefined ? null : readYaml(text);
  const yaml = read?.yaml ?? null;
  const problems = [
    ...problemsOfSizes(files),
    ...(read?.problems ?? [problemOf(yamlFile, missing)]),
    ...missingFiles(files, yaml),
  ];
  if (read && yaml && yaml.slug !== slug) {
    const message = `is "${yaml.slug}", but the folder is called "${slug}"`;
    problems.push(problemOf(yamlFile, message, { ...read.placeOf(['slug']), field: 'slug' }));
  }
  if (!yaml || problems.length > 0) return { exercise: null, solutions: [], problems };
  const exercise = exerciseOf(files, yaml);
  return { exercise, ...readSolutionFiles(files, exercise.checks) };
}

/** One of our own folders. Throws an InvalidExerciseError with everything that is wrong with it. */
export function readExercise(directory: string): Exercise {
  const files = readFolder(directory);
  const { exercise, problems } = readExerciseFiles(files, basename(directory));
  const stripped = stripChecks(files.get(checksFile) ?? '');
  const ofChecks = stripped.source === null ? [stripped.problem] : [];
  if (!exercise || stripped.source === null) {
    throw new InvalidExerciseError(directory, [...(exercise ? [] : problems), ...ofChecks]);
  }
  const languages = withOwnChecks(files, exercise.languages, directory);
  return { ...exercise, languages, checksSource: stripped.source };
}

/** Where a language has checks of its own they are stripped of their types, too. */
function withOwnChecks(files: ExerciseFiles, languages: Exercise['languages'], directory: string) {
  const all = Object.entries(languages).map(([language, given]) => {
    if (given.checksFile === undefined) return [language, given] as const;
    const stripped = stripChecks(files.get(given.checksFile) ?? '', given.checksFile);
    if (stripped.source === null) throw new InvalidExerciseError(directory, [stripped.problem]);
    return [language, { ...given, checksSource: stripped.source }] as const;
  });
  return Object.fromEntries(all);
}

const missing = 'the file is missing';

function missingFiles(files: ExerciseFiles, yaml: ExerciseYaml | null): ExerciseProblem[] {
  const named = Object.values(yaml?.languages ?? {}).flatMap((language) =>
    [...(language?.starter ?? []), language?.statement, language?.checks].filter(
      (file) => file !== undefined,
    ),
  );
  const wanted = new Set(['statement.md', checksFile, ...named]);
  return [...wanted].filter((path) => !files.has(path)).map((path) => problemOf(path, missing));
}

/** Of files that are all there. */
function exerciseOf(files: ExerciseFiles, yaml: ExerciseYaml): Omit<Exercise, 'checksSource'> {
  const languages = Object.entries(yaml.languages).map(
    ([language, given]) => [language, given && languageOf(files, language as Language, given)] as const,
  );
  return {
    slug: yaml.slug,
    version: yaml.version,
    title: yaml.title,
    summary: yaml.summary,
    lesson: yaml.lesson,
    position: yaml.position,
    statement: files.get('statement.md') ?? '',
    languages: Object.fromEntries(languages),
    scenarios: yaml.scenarios.map(withDefaultLimits),
    checks: yaml.checks,
  };
}

const programNames: Readonly<Record<Language, { starter: string; program: string }>> = {
  python: { starter: 'starter.py', program: 'main.py' },
  javascript: { starter: 'starter.mjs', program: 'main.mjs' },
};

function languageOf(
  files: ExerciseFiles,
  language: Language,
  { starter, required, statement, checks, titles }: LanguageYaml,
): LanguageOfExercise {
  const names = programNames[language];
  const shown = starter.map<SourceFile>((name) => ({
    name: name === names.starter ? names.program : name,
    text: files.get(name) ?? '',
  }));
  return {
    starter: shown,
    required,
    ...(statement === undefined ? {} : { statement: files.get(statement) ?? '' }),
    ...(checks === undefined ? {} : { checksFile: checks }),
    ...(titles === undefined ? {} : { checkTitles: titles }),
  };
}

type ScenarioYaml = ExerciseYaml['scenarios'][number];

function withDefaultLimits(scenario: ScenarioYaml): Scenario {
  const own = Object.entries(scenario.limits).filter(([, value]) => value !== undefined);
  return { ...scenario, limits: { ...defaultLimits, ...(Object.fromEntries(own) as Partial<Limits>) } };
}
