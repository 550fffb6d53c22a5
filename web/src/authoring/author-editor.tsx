import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { ExerciseProblem } from '../api/authoring.ts';
import { editorTheme, highlighting } from '../editor/editor-theme.ts';

interface Props {
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

/** One file of an exercise, with marks at what is wrong in it. Loaded only where an exercise is written. */
export default function AuthorEditor({ path, text, generation, problems, place, onChange }: Props) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const handlers = useRef({ onChange, text });
  handlers.current = { onChange, text };
  // Leaving a file and coming back keeps its cursor and what can be undone.
  const left = useRef(new Map<string, EditorState>());

  useEffect(() => {
    if (!parent.current) return;
    const key = `${generation}/${path}`;
    const known = left.current.get(key);
    const created = new EditorView({
      parent: parent.current,
      state: known?.doc.toString() === handlers.current.text ? known : newState(path, handlers),
    });
    view.current = created;
    const states = left.current;
    void languageOf(path).then((extension) => {
      if (view.current === created) created.dispatch({ effects: language.reconfigure(extension) });
    });
    return () => {
      states.set(key, created.state);
      created.destroy();
    };
  }, [path, generation]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is another view, which has no marks yet
  useEffect(() => {
    const shown = view.current;
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
    const shown = view.current;
    if (!place || !shown) return;
    const anchor = offsetOf(place, shown.state.doc);
    shown.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    shown.focus();
  }, [place]);

  return <div ref={parent} style={{ height: '100%', minHeight: 0 }} />;
}

const language = new Compartment();

function newState(path: string, handlers: { current: Pick<Props, 'onChange' | 'text'> }): EditorState {
  return EditorState.create({
    doc: handlers.current.text,
    extensions: [
      keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) handlers.current.onChange(update.state.doc.toString());
      }),
      EditorView.contentAttributes.of({
        'aria-label': `${path}. To leave the editor press Escape, then Tab`,
        tabindex: '0',
      }),
      language.of(path.endsWith('.py') ? python() : []),
      indentUnit.of(path.endsWith('.py') ? '    ' : '  '),
      path.endsWith('.md') ? EditorView.lineWrapping : [],
      writing,
    ],
  });
}

const writing: Extension = [
  lineNumbers(),
  lintGutter(),
  highlightActiveLineGutter(),
  highlightActiveLine(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  syntaxHighlighting(highlighting),
  editorTheme,
];

async function languageOf(path: string): Promise<Extension> {
  if (path.endsWith('.ts')) {
    return (await import('@codemirror/lang-javascript')).javascript({ typescript: true });
  }
  if (/\.m?js$/.test(path)) return (await import('@codemirror/lang-javascript')).javascript();
  if (/\.ya?ml$/.test(path)) return (await import('@codemirror/lang-yaml')).yaml();
  if (path.endsWith('.md')) return (await import('@codemirror/lang-markdown')).markdown();
  return path.endsWith('.py') ? python() : [];
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
