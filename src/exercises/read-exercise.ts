/** Reads one folder under exercises/ and says, naming file and field, what is wrong with it. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { basename, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import type { Exercise, Language, LanguageOfExercise, SourceFile } from '../grading/exercise.js';
import { defaultLimits, type Limits, type Scenario } from '../grading/scenario.js';
import { type ExerciseYaml, exerciseYaml } from './exercise.schema.js';

/** The author's fault: the folder cannot be used. */
export class InvalidExerciseError extends Error {
  constructor(
    readonly directory: string,
    /** Each "file: field: what is wrong". */
    readonly problems: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`The exercise in ${directory} is not valid:\n  ${problems.join('\n  ')}`, options);
  }
}

export function readExercise(directory: string): Exercise {
  const yaml = readYaml(directory);
  const slug = basename(directory);
  if (yaml.slug !== slug) {
    throw new InvalidExerciseError(directory, [
      `exercise.yaml: slug: is "${yaml.slug}", but the folder is called "${slug}"`,
    ]);
  }
  const { python } = yaml.languages;
  return {
    slug,
    version: yaml.version,
    title: yaml.title,
    summary: yaml.summary,
    lesson: yaml.lesson,
    position: yaml.position,
    statement: readText(directory, 'statement.md'),
    languages: python ? { python: readLanguage(directory, 'python', python) } : {},
    scenarios: yaml.scenarios.map(withDefaultLimits),
    checks: yaml.checks,
    checksSource: readChecks(directory),
  };
}

function readYaml(directory: string): ExerciseYaml {
  const file = 'exercise.yaml';
  let data: unknown;
  try {
    data = parseYaml(readText(directory, file));
  } catch (error) {
    if (error instanceof InvalidExerciseError) throw error;
    throw new InvalidExerciseError(directory, [`${file}: ${(error as Error).message}`], { cause: error });
  }
  const parsed = exerciseYaml.safeParse(data);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${file}: ${pathOf(issue)}: ${issue.message}`);
  throw new InvalidExerciseError(directory, problems);
}

/** `scenarios[1].seed` */
function pathOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.reduce<string>(
    (before, key) =>
      typeof key === 'number' ? `${before}[${key}]` : `${before}${before && '.'}${String(key)}`,
    '',
  );
  return path || '(the whole file)';
}

function readText(directory: string, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(directory, file)));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = missing ? 'the file is missing' : (error as Error).message;
    throw new InvalidExerciseError(directory, [`${file}: ${problem}`], { cause: error });
  }
}

const programNames: Readonly<Record<Language, { starter: string; program: string }>> = {
  python: { starter: 'starter.py', program: 'main.py' },
};

function readLanguage(
  directory: string,
  language: Language,
  { starter, required }: { starter: readonly string[]; required: readonly string[] },
): LanguageOfExercise {
  const names = programNames[language];
  const files = starter.map<SourceFile>((name) => ({
    name: name === names.starter ? names.program : name,
    text: readText(directory, name),
  }));
  return { starter: files, required };
}

type ScenarioYaml = ExerciseYaml['scenarios'][number];

function withDefaultLimits(scenario: ScenarioYaml): Scenario {
  const own = Object.entries(scenario.limits).filter(([, value]) => value !== undefined);
  return { ...scenario, limits: { ...defaultLimits, ...(Object.fromEntries(own) as Partial<Limits>) } };
}

function readChecks(directory: string): string {
  const source = readText(directory, 'checks.ts');
  try {
    return stripTypeScriptTypes(source, { mode: 'strip' });
  } catch (error) {
    throw new InvalidExerciseError(directory, [`checks.ts: ${(error as Error).message}`], { cause: error });
  }
}
