import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { type RefObject, useEffect, useRef } from 'react';
import { editorTheme, highlighting } from './editor-theme.ts';
import { indentOf, isProgram } from './programs.ts';

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
  const place = useRef<HTMLDivElement>(null);
  const handlers = useRef({ onChange, onSubmit, text });
  handlers.current = { onChange, onSubmit, text };

  // Leaving a file and coming back keeps its cursor and what can be undone.
  const left = useRef(new Map<string, EditorState>());
  const view = useRef<EditorView>(null);

  useEffect(() => {
    if (!place.current) return;
    const key = `${generation}/${name}`;
    const states = left.current;
    const { text } = handlers.current;
    const known = states.get(key);
    const state = known?.doc.toString() === text ? known : newState(name, text, handlers);
    const created = new EditorView({ parent: place.current, state });
    view.current = created;
    void addGrammar(created, name);
    return () => {
      states.set(key, created.state);
      created.destroy();
    };
  }, [name, generation]);

  useEffect(() => {
    view.current?.contentDOM.setAttribute('aria-invalid', String(invalid));
  });

  return <div ref={place} style={{ height: '100%', minHeight: 0 }} />;
}

type Handlers = RefObject<Pick<Props, 'onChange' | 'onSubmit' | 'text'>>;

function newState(name: string, text: string, handlers: Handlers): EditorState {
  const submit = (): boolean => {
    handlers.current.onSubmit();
    return true;
  };
  return EditorState.create({
    doc: text,
    extensions: [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: submit }])),
      keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) handlers.current.onChange(update.state.doc.toString());
      }),
      EditorView.contentAttributes.of({
        'aria-label': `${name}. To leave the editor press Escape, then Tab`,
        // What can be edited takes the focus anyway; checkers of accessibility only believe it when it is said.
        tabindex: '0',
      }),
      language.of(name.endsWith('.py') ? python() : []),
      isProgram(name) ? [] : EditorView.lineWrapping,
      indentUnit.of(indentOf(name)),
      writing,
    ],
  });
}

const writing: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightActiveLine(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  EditorState.tabSize.of(4),
  indentOnInput(),
  bracketMatching(),
  syntaxHighlighting(highlighting),
  editorTheme,
];

const language = new Compartment();

/** Grammars other than Python's are large and come only where they are needed. */
async function addGrammar(view: EditorView, name: string): Promise<void> {
  const grammar = await grammarOf(name);
  if (grammar) view.dispatch({ effects: language.reconfigure(grammar) });
}

async function grammarOf(name: string): Promise<Extension | null> {
  if (name.endsWith('.md')) return (await import('@codemirror/lang-markdown')).markdown();
  if (name.endsWith('.py') || !isProgram(name)) return null;
  const { javascript } = await import('@codemirror/lang-javascript');
  return javascript({ typescript: name.endsWith('.ts') });
}
