import { describe, expect, it } from 'vitest';
import {
  type AuthorAction,
  authorDraft,
  changesOf,
  inOrder,
  newAuthorDraft,
  problemOfPath,
} from './author-draft.ts';

const exercise = (texts: Record<string, string>, revision = 1) => ({
  slug: 'two-waits',
  title: 'Two waits',
  revision,
  updatedAt: '2027-01-01T00:00:00Z',
  versions: [],
  solutionRun: null,
  files: Object.entries(texts).map(([path, text]) => ({ path, text })),
});
const begun = newAuthorDraft(exercise({ 'checks.ts': 'a', 'exercise.yaml': 'b' }));
const having = (...actions: AuthorAction[]) => actions.reduce(authorDraft, begun);

describe('the draft of an author', () => {
  it('begins at exercise.yaml, with nothing to store', () => {
    expect(begun.active).toBe('exercise.yaml');
    expect(changesOf(begun.stored, begun.files)).toEqual([]);
  });

  it('knows what is not stored yet', () => {
    const { stored, files } = having(
      { type: 'edit', path: 'checks.ts', text: 'c' },
      { type: 'add', path: 'notes.md' },
      { type: 'remove', path: 'exercise.yaml' },
    );
    expect(changesOf(stored, files)).toEqual([
      { path: 'checks.ts', text: 'c' },
      { path: 'notes.md', text: '' },
      { path: 'exercise.yaml', text: null },
    ]);
  });

  it('keeps what was typed while it was stored', () => {
    const typed = having({ type: 'edit', path: 'checks.ts', text: 'c' });
    const more = authorDraft(typed, { type: 'edit', path: 'checks.ts', text: 'cd' });
    const stored = authorDraft(more, { type: 'stored', files: typed.files, revision: 2 });
    expect(stored.revision).toBe(2);
    expect(changesOf(stored.stored, stored.files)).toEqual([{ path: 'checks.ts', text: 'cd' }]);
  });

  it('leaves a file that is taken away', () => {
    expect(having({ type: 'show', path: 'checks.ts' }, { type: 'remove', path: 'checks.ts' }).active).toBe(
      'exercise.yaml',
    );
  });

  it('takes what the service has', () => {
    const taken = having(
      { type: 'edit', path: 'checks.ts', text: 'mine' },
      { type: 'taken', exercise: exercise({ 'checks.ts': 'theirs' }, 7) },
    );
    expect(taken).toMatchObject({
      files: { 'checks.ts': 'theirs' },
      revision: 7,
      generation: 1,
      active: 'checks.ts',
    });
  });
});

it.each([
  ['solutions/right-a.py', null],
  ['checks.ts', 'There is a file of this name.'],
  ['../a', expect.stringContaining('such as')],
  ['', expect.stringContaining('such as')],
])('the path %s: %s', (path, problem) => {
  expect(problemOfPath(path, begun.files)).toEqual(problem);
});

it('files stand in the order in which they are written', () => {
  expect(inOrder(['solutions/b.py', 'starter.py', 'checks.ts', 'solutions/a.py', 'exercise.yaml'])).toEqual({
    own: ['exercise.yaml', 'checks.ts', 'starter.py'],
    solutions: ['solutions/a.py', 'solutions/b.py'],
  });
});
