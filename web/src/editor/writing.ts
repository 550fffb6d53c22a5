/** What all editors have in common, whatever is written in them. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { editorTheme, highlighting } from './editor-theme.ts';
import { indentOf, isProgram, isYaml } from './programs.ts';

const grammar = new Compartment();

const always: Extension = [
  keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
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

/** For a file of this name. Other grammars than Python's come by `addGrammar`. */
export const writing = (name: string): Extension => [
  EditorView.contentAttributes.of({
    'aria-label': `${name}. To leave the editor press Escape, then Tab`,
    // What can be edited takes the focus anyway; checkers of accessibility only believe it when it is said.
    tabindex: '0',
  }),
  grammar.of(name.endsWith('.py') ? python() : []),
  indentUnit.of(indentOf(name)),
  isProgram(name) || isYaml(name) ? [] : EditorView.lineWrapping,
  always,
];

/** Grammars other than Python's are large and come only where they are needed. */
export async function addGrammar(view: EditorView, name: string): Promise<void> {
  const found = await grammarOf(name);
  if (found) view.dispatch({ effects: grammar.reconfigure(found) });
}

async function grammarOf(name: string): Promise<Extension | null> {
  if (name.endsWith('.md')) return (await import('@codemirror/lang-markdown')).markdown();
  if (isYaml(name)) return (await import('@codemirror/lang-yaml')).yaml();
  if (name.endsWith('.py') || !isProgram(name)) return null;
  const { javascript } = await import('@codemirror/lang-javascript');
  return javascript({ typescript: name.endsWith('.ts') });
}
