import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript';
import { pythonLanguage } from '@codemirror/lang-python';
import { classHighlighter, highlightCode } from '@lezer/highlight';

export interface Token {
  text: string;
  /** Classes of the kind, as `tok-keyword`; empty for plain text. */
  kind: string;
}

/** A file as lines of tokens, by the grammar of the editor; other files than programs are plain. */
export function highlightedLines(name: string, text: string): Token[][] {
  const grammar = grammarOf(name);
  if (!grammar) return text.split('\n').map((line) => [{ text: line, kind: '' }]);
  const lines: Token[][] = [[]];
  highlightCode(
    text,
    grammar.parser.parse(text),
    classHighlighter,
    (part, kind) => lines.at(-1)?.push({ text: part, kind }),
    () => lines.push([]),
  );
  return lines;
}

function grammarOf(name: string) {
  if (name.endsWith('.py')) return pythonLanguage;
  if (name.endsWith('.ts')) return typescriptLanguage;
  return /\.m?js$/.test(name) ? javascriptLanguage : null;
}
