import { keymap } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useEditorView } from './use-editor-view.ts';

interface Props {
  name: string;
  text: string;
  /** Differs when the text was replaced from outside (reset, upload, undo): then the editor begins anew. */
  generation: number;
  invalid: boolean;
  onChange: (text: string) => void;
  onSubmit: () => void;
}

/** One file in CodeMirror. Loaded only where someone writes; the rest of the app never needs it. */
export default function CodeEditor({ name, text, generation, invalid, onChange, onSubmit }: Props) {
  const latest = useRef(onSubmit);
  latest.current = onSubmit;
  const submit = (): boolean => {
    latest.current();
    return true;
  };
  const { place, view } = useEditorView({
    name,
    text,
    generation,
    onChange,
    extensionOf: () => keymap.of([{ key: 'Mod-Enter', run: submit }]),
  });

  useEffect(() => {
    view.current?.contentDOM.setAttribute('aria-invalid', String(invalid));
  });

  return <div ref={place} style={{ height: '100%', minHeight: 0 }} />;
}
