/** A program as a tree of plain values: what tree-sitter sees, out of its memory, within bounds. */
import { createRequire } from 'node:module';
import { Language as Grammar, Parser, type TreeCursor } from 'web-tree-sitter';
import type { Language } from '../../grading/exercise.js';

/** Nobody writes such programs by hand; the rules go through a tree by recursion. */
const maxDepth = 300;
const maxNodes = 60_000;

export class Syntax {
  readonly children: Syntax[] = [];

  constructor(
    /** Of the grammar; of a keyword or sign with a colon in front: ":async". */
    readonly type: string,
    readonly field: string | null,
    readonly parent: Syntax | null,
    /** From 1. */
    readonly line: number,
    readonly endLine: number,
    private readonly source: string,
    private readonly from: number,
    private readonly to: number,
  ) {}

  get text(): string {
    return this.source.slice(this.from, this.to);
  }

  child(field: string): Syntax | null {
    return this.children.find((each) => each.field === field) ?? null;
  }

  /** This and all below it, in the order of the text; where `enters` is false, not what is below. */
  *walk(enters: (node: Syntax) => boolean = () => true): Generator<Syntax> {
    yield this;
    for (const child of this.children) {
      if (enters(child)) yield* child.walk(enters);
    }
  }

  /** The nearest one around it that fits. */
  around(fits: (node: Syntax) => boolean): Syntax | null {
    for (let node = this.parent; node; node = node.parent) if (fits(node)) return node;
    return null;
  }

  isIn(other: Syntax): boolean {
    return this === other || this.around((node) => node === other) !== null;
  }
}

export type Parse = (source: string) => Syntax | null;

/** Null for what is too large, or nested too deeply, to be read by rules. */
export async function parserOf(language: Language): Promise<Parse> {
  await Parser.init();
  const name = `tree-sitter-${language}`;
  const grammar = createRequire(import.meta.url).resolve(`${name}/${name}.wasm`);
  const parser = new Parser();
  parser.setLanguage(await Grammar.load(grammar));
  return (source) => {
    const tree = parser.parse(source);
    if (!tree) return null;
    const cursor = tree.walk();
    try {
      return copied(cursor, source);
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
}

function copied(cursor: TreeCursor, source: string): Syntax | null {
  const copy = (parent: Syntax | null): Syntax => {
    const { startPosition, endPosition } = cursor;
    // A node that ends with its line ends at the start of the next one, for the parser.
    const endsBefore = endPosition.column === 0 && endPosition.row > startPosition.row;
    const endLine = endPosition.row + (endsBefore ? 0 : 1);
    const field = cursor.currentFieldName;
    const { nodeType, nodeIsNamed, startIndex, endIndex } = cursor;
    const type = nodeIsNamed ? nodeType : `:${nodeType}`;
    return new Syntax(type, field, parent, startPosition.row + 1, endLine, source, startIndex, endIndex);
  };
  const root = copy(null);
  let node = root;
  let depth = 0;
  for (let count = 1; count < maxNodes; count += 1) {
    if (cursor.gotoFirstChild()) {
      depth += 1;
      if (depth > maxDepth) return null;
    } else {
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent() || !node.parent) return root;
        depth -= 1;
        node = node.parent;
      }
      node = node.parent ?? root;
    }
    const next = copy(node);
    node.children.push(next);
    node = next;
  }
  return null;
}
