import { pythonLanguage } from '@codemirror/lang-python';
import { classHighlighter, highlightCode } from '@lezer/highlight';

export interface Token {
  text: string;
  /** Classes of the kind, as `tok-keyword`; empty for plain text. */
  kind: string;
}

/** A file as lines of tokens, by the grammar of the editor; other files than Python's are plain. */
export function highlightedLines(name: string, text: string): Token[][] {
  if (!name.endsWith('.py')) return text.split('\n').map((line) => [{ text: line, kind: '' }]);
  const lines: Token[][] = [[]];
  highlightCode(
    text,
    pythonLanguage.parser.parse(text),
    classHighlighter,
    (part, kind) => lines.at(-1)?.push({ text: part, kind }),
    () => lines.push([]),
  );
  return lines;
}
