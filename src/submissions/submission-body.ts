import { createHash } from 'node:crypto';
import type { Catalogue } from '../exercises/catalogue.js';
import type { Exercise } from '../grading/exercise.js';
import { acceptSubmission, type Submission } from '../grading/submission-files.js';
import { ProblemError } from '../platform/problem.js';
import { newSubmissionSchema } from './submission.schema.js';

/** What somebody hands in, and for what: an exercise, to practise, or an assignment. */
export interface Handed {
  readonly target: { readonly exercise: string } | { readonly assignment: string };
  readonly language: string;
  readonly files: Readonly<Record<string, string>>;
  /** Equal for bodies that ask for the same thing, however they are laid out. */
  readonly digest: string;
}

/** Throws the problem with the first thing that does not fit, naming the field; changes and drops nothing. */
export function readBody(body: unknown): Handed {
  const shape = readShape(body);
  return { ...shape, digest: digestOf(shape) };
}

export function exerciseNamed(slug: string, catalogue: Catalogue): Exercise {
  const exercise = catalogue.find(slug);
  if (!exercise) {
    const known = catalogue.slugs.join(', ');
    throw ProblemError.ofField(
      'unknown-exercise',
      'exercise',
      `There is no exercise "${slug}"; there are: ${known}.`,
    );
  }
  return exercise;
}

/** Files that can be stored and graded, or the problem with them. */
export function acceptFiles(exercise: Exercise, handed: Handed): Submission {
  const accepted = acceptSubmission(exercise, handed);
  if (!accepted.accepted) {
    const [first] = accepted.problems;
    throw new ProblemError(
      first?.code ?? 'bad-field',
      accepted.problems.map(({ message }) => message).join('. '),
      accepted.problems.map(({ field, message }) => ({ field, message })),
    );
  }
  return accepted.submission;
}

type Shape = Omit<Handed, 'digest'>;

/** By hand and not by a schema: the record of a schema passes over names such as `__proto__`. */
function readShape(body: unknown): Shape {
  if (!isObject(body)) throw ProblemError.ofField('bad-field', 'body', 'The body must be a JSON object.');
  const known = Object.keys(newSubmissionSchema.shape);
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const message = `Not known here; the fields are: ${known.join(', ')}.`;
    throw new ProblemError(
      'unknown-field',
      `The body has fields that are not known: ${unknown.join(', ')}.`,
      unknown.map((field) => ({ field, message })),
    );
  }
  return { target: targetOf(body), language: textOf(body, 'language'), files: filesOf(body) };
}

function targetOf(body: Readonly<Record<string, unknown>>): Shape['target'] {
  if (body.assignment === undefined) return { exercise: textOf(body, 'exercise') };
  if (body.exercise === undefined) return { assignment: textOf(body, 'assignment').toLowerCase() };
  const message = 'Name an exercise, to practise, or an assignment; not both.';
  throw ProblemError.ofField('bad-field', 'assignment', message);
}

function textOf(body: Readonly<Record<string, unknown>>, field: string): string {
  const value = body[field];
  if (value === undefined) throw missing(field);
  if (typeof value !== 'string') throw ProblemError.ofField('bad-field', field, `"${field}" must be a text.`);
  return value;
}

function filesOf(body: Readonly<Record<string, unknown>>): Record<string, string> {
  const files = body.files;
  if (files === undefined) throw missing('files');
  if (!isObject(files)) {
    throw ProblemError.ofField('bad-field', 'files', '"files" must be an object of texts by file name.');
  }
  for (const [name, text] of Object.entries(files)) {
    if (typeof text !== 'string') {
      throw ProblemError.ofField('bad-field', `files.${name.slice(0, 100)}`, 'A file must be a text.');
    }
  }
  return files as Record<string, string>;
}

const missing = (field: string) =>
  ProblemError.ofField('missing-field', field, `The field "${field}" is missing.`);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function digestOf({ target, language, files }: Shape): string {
  // No slug has a colon in it.
  const name = 'exercise' in target ? target.exercise : `assignment:${target.assignment}`;
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([name, language, sorted]))
    .digest('hex');
}
