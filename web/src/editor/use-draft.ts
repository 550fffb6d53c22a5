import { useEffect, useReducer, useRef, useState } from 'react';
import type { Exercise, SourceFile } from '../api/types.ts';
import { type Draft, forgetDraft, loadDraft, sameFiles, saveDraft, starterDraft } from './draft.ts';

interface State {
  draft: Draft;
  /** Grows when the text changes from outside the editor. */
  generation: number;
  /** What Undo brings back, and in words what it undoes. */
  undo: { draft: Draft; words: string } | null;
}

type Action =
  | { type: 'type'; name: string; text: string }
  | { type: 'show'; name: string }
  | { type: 'replace'; files: SourceFile[]; active: string; words: string }
  | { type: 'undo' }
  | { type: 'dismiss' };

function reduce(state: State, action: Action): State {
  const { draft, generation } = state;
  switch (action.type) {
    case 'type': {
      const files = draft.files.map((file) =>
        file.name === action.name ? { ...file, text: action.text } : file,
      );
      return { ...state, draft: { ...draft, files } };
    }
    case 'show':
      return { ...state, draft: { ...draft, active: action.name } };
    case 'replace':
      return {
        draft: { files: action.files, active: action.active },
        generation: generation + 1,
        undo: { draft, words: action.words },
      };
    case 'undo':
      return state.undo ? { draft: state.undo.draft, generation: generation + 1, undo: null } : state;
    case 'dismiss':
      return { ...state, undo: null };
  }
}

const saveAfterMs = 300;

/** The files being written under a name: from the draft of this browser, else from the exercise's starter. */
export function useDraft(name: string, { version, languages }: Exercise, language: string) {
  const starter = languages[language]?.files ?? [];
  const [state, dispatch] = useReducer(reduce, null, (): State => {
    const draft = loadDraft(name, version, language) ?? starterDraft(starter);
    return { draft, generation: 0, undo: null };
  });
  const isStarter = sameFiles(state.draft.files, starter);
  const isKept = useSaving(name, version, language, state.draft, isStarter);
  return { ...state, dispatch, starter, isStarter, isKept };
}

/** Saves a moment after the last change, and at once when the page goes away. True unless the browser refuses. */
function useSaving(
  name: string,
  version: number,
  language: string,
  draft: Draft,
  isStarter: boolean,
): boolean {
  const [isKept, setIsKept] = useState(true);
  const save = useRef(() => {});
  save.current = () => {
    if (isStarter) forgetDraft(name, version, language);
    else setIsKept(saveDraft(name, version, language, draft));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the draft starts the clock again
  useEffect(() => {
    const timer = setTimeout(() => save.current(), saveAfterMs);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => {
    const now = (): void => save.current();
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('pagehide', now);
      now();
    };
  }, []);
  return isKept;
}
