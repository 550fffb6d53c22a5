/**
 * A program as the kinds of its syntax, with where they stand: what is left of it when names, literals, comments and
 * layout are taken away. The stream is Dolos's: an opening bracket and a kind for each named node, its children, and a
 * closing bracket.
 */
import { createRequire } from 'node:module';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';

export interface Tokens {
  readonly kinds: string[];
  /** The line of each, from 1. */
  readonly lines: number[];
}

/** Nobody writes so much; what comes after it is not compared. */
const maxTokens = 100_000;

/** The whole begins with the first comment, and says nothing. */
const untold: ReadonlySet<string> = new Set(['comment', 'module']);

export type Tokenize = (text: string) => Tokens;

/** A program that is no Python gives tokens too: the parser goes on after what it does not understand. */
export async function pythonTokenizer(): Promise<Tokenize> {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return (text) => {
    const tree = parser.parse(text);
    if (!tree) throw new Error('The parser has no language');
    const cursor = tree.walk();
    try {
      return tokensOf(cursor);
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
}

/** Without recursion: a program may be nested deeper than our stack. */
function tokensOf(cursor: TreeCursor): Tokens {
  const kinds: string[] = [];
  const lines: number[] = [];
  const add = (kind: string, row: number) => {
    kinds.push(kind);
    lines.push(row + 1);
  };
  const isTold = () => cursor.nodeIsNamed && !untold.has(cursor.nodeType);
  const open = () => {
    if (!isTold()) return;
    const { row } = cursor.startPosition;
    add('(', row);
    add(cursor.nodeType, row);
  };
  const close = () => {
    if (isTold()) add(')', lastRowOf(cursor));
  };
  open();
  for (;;) {
    if (kinds.length < maxTokens && cursor.gotoFirstChild()) {
      open();
      continue;
    }
    close();
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return { kinds, lines };
      close();
    }
    if (kinds.length >= maxTokens) return { kinds, lines };
    open();
  }
}

/** A node that ends with its line ends at the start of the next one, for the parser. */
function lastRowOf(cursor: TreeCursor): number {
  const { row, column } = cursor.endPosition;
  return column === 0 && row > cursor.startPosition.row ? row - 1 : row;
}
