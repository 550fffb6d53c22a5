import { useCallback, useEffect, useReducer, useRef } from 'react';
import { type CourseExercise, changeCourseExercise } from '../api/authoring.ts';
import { type AuthorDraft, authorDraft, changesOf, newAuthorDraft } from './author-draft.ts';

/** So long nobody types: then what was typed is stored. */
const pauseMs = 600;

export interface KeptDraft extends AuthorDraft {
  /** Stores what is not stored yet; the revision it is at then, or null when that failed. */
  readonly store: () => Promise<number | null>;
}

/** The files of an exercise as the page holds them, and as the service has stored them: each pause in typing joins the two. */
export function useAuthorDraft(courseId: string, exercise: CourseExercise) {
  const [draft, dispatch] = useReducer(authorDraft, exercise, newAuthorDraft);
  const latest = useRef(draft);
  latest.current = draft;
  const underWay = useRef<Promise<number | null> | null>(null);

  const store = useCallback(async (): Promise<number | null> => {
    // One after the other: the next needs the revision that the one before has made.
    while (underWay.current) await underWay.current;
    const { files, stored, revision } = latest.current;
    const changes = changesOf(stored, files);
    if (changes.length === 0) return revision;
    dispatch({ type: 'storing' });
    underWay.current = changeCourseExercise(courseId, exercise.slug, { revision, files: changes }).then(
      (answer) => {
        latest.current = { ...latest.current, stored: files, revision: answer.revision };
        dispatch({ type: 'stored', files, revision: answer.revision });
        return answer.revision;
      },
      (error: unknown) => {
        dispatch({ type: 'failed', error });
        return null;
      },
    );
    try {
      return await underWay.current;
    } finally {
      underWay.current = null;
    }
  }, [courseId, exercise.slug]);

  const { files, stored, error } = draft;
  useEffect(() => {
    if (files === stored || error !== null) return;
    const timer = setTimeout(() => void store(), pauseMs);
    return () => clearTimeout(timer);
  }, [files, stored, error, store]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (latest.current.files !== latest.current.stored) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      void store();
    };
  }, [store]);

  return { draft: { ...draft, store } satisfies KeptDraft, dispatch };
}
