/** Which files may be handed in. The service and the command line ask here, so both say the same. */
import { type Exercise, type Language, type LanguageOfExercise, languages } from './exercise.js';
import { programNames } from './program-names.js';

export const maxFiles = 10;
export const maxTotalBytes = 256 * 1024;
const maxNameLength = 100;

export type ProblemCode =
  | 'unknown-language'
  | 'no-files'
  | 'too-many-files'
  | 'too-large'
  | 'bad-name'
  | 'not-text'
  | 'missing-file'
  | 'no-program'
  | 'ambiguous-program';

export interface SubmissionProblem {
  readonly code: ProblemCode;
  /** `language`, `files` or `files.<name>`. */
  readonly field: string;
  readonly message: string;
}

/** A submission that can be run. */
export interface Submission {
  readonly language: Language;
  readonly files: Readonly<Record<string, string>>;
  /** The program among the files. */
  readonly entry: string;
}

export type Accepted =
  | { readonly accepted: true; readonly submission: Submission }
  | { readonly accepted: false; readonly problems: readonly SubmissionProblem[] };

export interface HandedIn {
  readonly language: string;
  /** Text by name. */
  readonly files: Readonly<Record<string, string>>;
}

export function acceptSubmission(exercise: Exercise, handedIn: HandedIn): Accepted {
  const language = languages.find((known) => known === handedIn.language);
  const ofLanguage = language && exercise.languages[language];
  if (!language || !ofLanguage) {
    const offered = Object.keys(exercise.languages).join(', ');
    return refuse(
      'unknown-language',
      'language',
      `"${handedIn.language}" is not offered here; there is: ${offered}`,
    );
  }
  const problems = [
    ...problemsOfFiles(handedIn.files),
    ...missingFiles(ofLanguage, Object.keys(handedIn.files)),
  ];
  if (problems.length > 0) return { accepted: false, problems };
  const program = findProgram(language, Object.keys(handedIn.files));
  if ('code' in program) return { accepted: false, problems: [program] };
  return { accepted: true, submission: { language, files: handedIn.files, entry: program.entry } };
}

const refuse = (code: ProblemCode, field: string, message: string): Accepted => ({
  accepted: false,
  problems: [{ code, field, message }],
});

/** What is wrong with the files whatever the exercise; empty if nothing is. */
export function problemsOfFiles(files: Readonly<Record<string, string>>): SubmissionProblem[] {
  const entries = Object.entries(files);
  const problems: SubmissionProblem[] = [];
  if (entries.length === 0) {
    problems.push({ code: 'no-files', field: 'files', message: 'Hand in at least one file' });
  }
  if (entries.length > maxFiles) {
    const message = `There are ${entries.length} files; at most ${maxFiles} are allowed`;
    problems.push({ code: 'too-many-files', field: 'files', message });
  }
  const bytes = entries.reduce((sum, [, text]) => sum + bytesOf(text), 0);
  if (bytes > maxTotalBytes) {
    const message = `The files have ${Math.ceil(bytes / 1024)} KiB in all; at most ${maxTotalBytes / 1024} KiB are allowed`;
    problems.push({ code: 'too-large', field: 'files', message });
  }
  for (const [name, text] of entries.slice(0, maxFiles)) {
    const field = `files.${name.slice(0, maxNameLength)}`;
    const badName = problemOfName(name);
    if (badName) problems.push({ code: 'bad-name', field, message: badName });
    if (!isText(text)) problems.push(notTextProblem(field));
  }
  return problems;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** NUL cannot be stored as text by Postgres; half a surrogate pair cannot be written as UTF-8. */
const isText = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

const notTextProblem = (field: string): SubmissionProblem => ({
  code: 'not-text',
  field,
  message: 'The file is not text in UTF-8; save it as UTF-8 and hand it in again',
});

/** Names become files in one folder of the sandbox and arguments of its supervisor: plain, and nothing hidden. */
function problemOfName(name: string): string | null {
  if (name.length > maxNameLength) return `The name is longer than ${maxNameLength} characters`;
  if (name === '__proto__') return 'The name is not allowed';
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_ .()+-]*$/u.test(name) && !/[ .]$/.test(name)) return null;
  return 'The name must be a plain file name of letters, digits, ".", "-", "_" and spaces, with no folder in it';
}

/** Bytes of an uploaded file as text, or what is wrong with them. A byte order mark is dropped. */
export function textOfFile(name: string, bytes: Uint8Array): string | SubmissionProblem {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return notTextProblem(`files.${name}`);
  }
}

function missingFiles(language: LanguageOfExercise, names: readonly string[]): SubmissionProblem[] {
  return language.required
    .filter((required) => !names.includes(required))
    .map((required) => ({
      code: 'missing-file' as const,
      field: `files.${required}`,
      message: `This exercise also asks for the file ${required}`,
    }));
}

/** The program is the only file that is one, by its ending; of several, the one that is called main. */
export function findProgram(
  language: Language,
  names: readonly string[],
): { readonly entry: string } | SubmissionProblem {
  const { isProgram, endings, main } = programNames[language];
  const programs = names.filter((name) => isProgram.test(name));
  const [only] = programs;
  if (only === undefined) {
    const message = `There is no program: one file must end in ${endings}`;
    return { code: 'no-program', field: 'files', message };
  }
  if (programs.length === 1) return { entry: only };
  const entry = main.find((name) => programs.includes(name));
  if (entry !== undefined) return { entry };
  const message = `There are ${programs.length} ${endings} files; call the one to run ${main[0]}`;
  return { code: 'ambiguous-program', field: 'files', message };
}
