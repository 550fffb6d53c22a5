import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type RefObject, useEffect, useRef } from 'react';
import { addGrammar, writing } from './writing.ts';

interface Editing {
  name: string;
  text: string;
  /** Differs when the text was replaced from outside (reset, upload, undo): then the editor begins anew. */
  generation: number;
  onChange: (text: string) => void;
  /** What is particular to this editor. Asked for once for each file and generation. */
  extensionOf: (name: string) => Extension;
}

/** CodeMirror in `place`, with one file of several. Leaving a file and coming back keeps its cursor and what can be undone. */
export function useEditorView(editing: Editing): {
  place: RefObject<HTMLDivElement | null>;
  view: RefObject<EditorView | null>;
} {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const left = useRef(new Map<string, EditorState>());
  const latest = useRef(editing);
  latest.current = editing;
  const { name, generation } = editing;

  useEffect(() => {
    if (!place.current) return;
    const key = `${generation}/${name}`;
    const states = left.current;
    const known = states.get(key);
    const state = known?.doc.toString() === latest.current.text ? known : newState(latest);
    const created = new EditorView({ parent: place.current, state });
    view.current = created;
    void addGrammar(created, name);
    return () => {
      states.set(key, created.state);
      created.destroy();
    };
  }, [name, generation]);

  return { place, view };
}

function newState(latest: RefObject<Editing>): EditorState {
  const { name, text, extensionOf } = latest.current;
  return EditorState.create({
    doc: text,
    extensions: [
      extensionOf(name),
      writing(name),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) latest.current.onChange(update.state.doc.toString());
      }),
    ],
  });
}
