import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect } from 'react';
import { type ExerciseProblem, helpFor } from '../api/authoring.ts';
import { useEditorView } from '../editor/use-editor-view.ts';
import { writingHelp } from './writing-help.ts';

interface Props {
  courseId: string;
  path: string;
  text: string;
  /** Differs when the text was replaced from outside: then the editor begins anew. */
  generation: number;
  /** Of this file. */
  problems: readonly ExerciseProblem[];
  /** Where to go; another object each time somebody asks to. */
  place: { readonly line: number; readonly column: number } | null;
  onChange: (text: string) => void;
}

/** One file of an exercise, with marks at what is wrong in it, and help where there is some. Loaded only where an exercise is written. */
export default function AuthorEditor({ courseId, path, text, generation, problems, place, onChange }: Props) {
  const editor = useEditorView({
    name: path,
    text,
    generation,
    onChange,
    extensionOf: (file) => {
      const help = helpFor(courseId, file);
      return [lintGutter(), help ? writingHelp(help) : []];
    },
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is another view, which has no marks yet
  useEffect(() => {
    const shown = editor.view.current;
    if (!shown) return;
    shown.dispatch(
      setDiagnostics(
        shown.state,
        problems.map((each) => markOf(each, shown.state.doc)),
      ),
    );
    shown.contentDOM.setAttribute(
      'aria-invalid',
      String(problems.some(({ severity }) => severity === 'error')),
    );
  }, [problems, path, generation]);

  useEffect(() => {
    const shown = editor.view.current;
    if (!place || !shown) return;
    const anchor = offsetOf(place, shown.state.doc);
    shown.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    shown.focus();
  }, [place, editor.view]);

  return <div ref={editor.place} style={{ height: '100%', minHeight: 0 }} />;
}

/** The text may have changed since it was read: a place that is gone is the nearest one there is. */
function offsetOf({ line, column }: { line: number; column: number }, document: Text): number {
  const { from, to } = document.line(Math.min(Math.max(line, 1), document.lines));
  return Math.min(from + column - 1, to);
}

function markOf({ line, column, severity, field, message }: ExerciseProblem, document: Text): Diagnostic {
  const from = offsetOf({ line: line ?? 1, column: column ?? 1 }, document);
  const rest = document.sliceString(from, document.lineAt(from).to);
  const word = /^[\p{L}\p{N}_.-]+/u.exec(rest)?.[0].length ?? Math.min(1, rest.length);
  return { from, to: from + word, severity, message: field === null ? message : `${field}: ${message}` };
}
