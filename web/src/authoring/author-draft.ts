/** The files of an exercise in the editor. Pure. */
import type { CourseExercise, ExerciseFile, FileChange } from '../api/authoring.ts';

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

export interface AuthorDraft {
  readonly files: Files;
  /** As the service has them, at `revision`. The same object as `files` when there is nothing to store. */
  readonly stored: Files;
  readonly revision: number;
  readonly active: string;
  /** Grows when files are replaced from outside: then the editor begins anew. */
  readonly generation: number;
  readonly isStoring: boolean;
  /** Why the last change could not be stored; nothing is tried again until there is another change. */
  readonly error: unknown;
}

export type AuthorAction =
  | { type: 'show'; path: string }
  | { type: 'edit'; path: string; text: string }
  | { type: 'add'; path: string }
  | { type: 'remove'; path: string }
  | { type: 'storing' }
  | { type: 'stored'; files: Files; revision: number }
  | { type: 'failed'; error: unknown }
  /** What the service has now, whatever is here. */
  | { type: 'taken'; exercise: CourseExercise };

const firstShown = 'exercise.yaml';

export function newAuthorDraft({ files, revision }: CourseExercise): AuthorDraft {
  const texts = textsOf(files);
  const active = firstShown in texts ? firstShown : (files[0]?.path ?? '');
  return { files: texts, stored: texts, revision, active, generation: 0, isStoring: false, error: null };
}

export function authorDraft(draft: AuthorDraft, action: AuthorAction): AuthorDraft {
  switch (action.type) {
    case 'show':
      return { ...draft, active: action.path };
    case 'edit':
      return edited(draft, { ...draft.files, [action.path]: action.text });
    case 'add':
      return { ...edited(draft, { ...draft.files, [action.path]: '' }), active: action.path };
    case 'remove': {
      const { [action.path]: _, ...rest } = draft.files;
      const active = draft.active === action.path ? (Object.keys(rest)[0] ?? '') : draft.active;
      return { ...edited(draft, rest), active };
    }
    case 'storing':
      return { ...draft, isStoring: true, error: null };
    case 'stored': {
      const { files, revision } = action;
      return { ...draft, stored: files, revision, isStoring: false };
    }
    case 'failed':
      return { ...draft, isStoring: false, error: action.error };
    case 'taken': {
      const taken = newAuthorDraft(action.exercise);
      const active = draft.active in taken.files ? draft.active : taken.active;
      return { ...taken, active, generation: draft.generation + 1 };
    }
  }
}

const edited = (draft: AuthorDraft, files: Files): AuthorDraft => ({ ...draft, files, error: null });

/** What has to be told to the service. */
export function changesOf(stored: Files, files: Files): FileChange[] {
  const changed = Object.entries(files).filter(([path, text]) => stored[path] !== text);
  const removed = Object.keys(stored).filter((path) => !(path in files));
  return [
    ...changed.map(([path, text]) => ({ path, text })),
    ...removed.map((path) => ({ path, text: null })),
  ];
}

function textsOf(files: readonly ExerciseFile[]): Files {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** Why a file cannot be called so; null when it can. */
export function problemOfPath(path: string, files: Files): string | null {
  if (path in files) return 'There is a file of this name.';
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*(\/[\p{L}\p{N}_][\p{L}\p{N}_.-]*){0,2}$/u.test(path)
    ? null
    : 'A path of letters, digits, ".", "-" and "_", such as notes.md or solutions/right-gather.py.';
}

/** The files in the order in which they are written, and solutions below. */
export function inOrder(paths: readonly string[]): { own: string[]; solutions: string[] } {
  const places = ['exercise.yaml', 'statement.md', 'checks.ts'];
  const place = (path: string) => (places.includes(path) ? places.indexOf(path) : places.length);
  const isSolution = (path: string) => path.startsWith('solutions/');
  return {
    own: paths.filter((path) => !isSolution(path)).sort((a, b) => place(a) - place(b) || a.localeCompare(b)),
    solutions: paths.filter(isSolution).sort((a, b) => a.localeCompare(b)),
  };
}
