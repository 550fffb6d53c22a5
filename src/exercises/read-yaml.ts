/** exercise.yaml, and where in it something is wrong. */
import {
  type Document,
  isCollection,
  isMap,
  isPair,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLParseError,
} from 'yaml';
import type { z } from 'zod';
import { type ExerciseYaml, exerciseYaml } from './exercise.schema.js';
import { type ExerciseProblem, problemOf } from './problem.js';

export const yamlFile = 'exercise.yaml';

export interface ReadYaml {
  /** Null when there are problems. */
  readonly yaml: ExerciseYaml | null;
  readonly problems: readonly ExerciseProblem[];
  /** The place of a field that is there, for problems that others find. */
  placeOf(path: readonly PropertyKey[]): Pick<ExerciseProblem, 'line' | 'column'>;
}

export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const placeOf = (path: readonly PropertyKey[]) => placeAt(offsetOf(document, path));
  const invalid = (problems: readonly ExerciseProblem[]): ReadYaml => ({ yaml: null, problems, placeOf });
  // What comes after the first is mostly its consequence.
  const [error] = document.errors;
  if (error) return invalid([problemOf(yamlFile, syntaxWords(error), placeAt(error.pos[0]))]);
  let data: unknown;
  try {
    data = document.toJS();
  } catch (error) {
    // References upon references that come to more than memory holds.
    return invalid([problemOf(yamlFile, (error as Error).message)]);
  }
  const parsed = exerciseYaml.safeParse(data);
  if (parsed.success) return { yaml: parsed.data, problems: [], placeOf };
  return invalid(
    parsed.error.issues.map((issue) => {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      const at = placeOf([...issue.path, ...unknown]);
      return problemOf(yamlFile, issueWords(issue), { ...at, field: fieldOf(issue) });
    }),
  );
}

/** What the parser says is about its tokens; what the author can do is said first. */
function syntaxWords({ code, message }: YAMLParseError): string {
  const advice = syntaxAdvice[code];
  return advice === undefined ? message : `${advice} (${message})`;
}

const syntaxAdvice: Partial<Record<YAMLParseError['code'], string>> = {
  UNEXPECTED_TOKEN: 'this cannot stand here; a comma, a quotation mark or a bracket may be missing before it',
  MISSING_CHAR: 'something is missing: after a key a ":", between entries a comma, or a closing mark',
  BAD_INDENT: 'this line does not stand below the ones it belongs to',
  TAB_AS_INDENT: 'lines are indented by spaces, not by tabs',
};

/** Of what is not there the schema only says that it was given something undefined. */
const issueWords = ({ message }: z.core.$ZodIssue): string =>
  message.replace(/^Invalid input: (expected .*), received undefined$/, 'is missing: $1');

/** `scenarios[1].seed` */
function fieldOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.reduce<string>(
    (before, key) =>
      typeof key === 'number' ? `${before}[${key}]` : `${before}${before && '.'}${String(key)}`,
    '',
  );
  return path || '(the whole file)';
}

/** Where the field begins; where it is missing, whatever should have it. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    if (!isCollection(node)) break;
    const pair = isMap(node)
      ? node.items.find((item) => isPair(item) && String(item.key) === String(key))
      : null;
    const value = pair ? pair.value : node.get(key, true);
    if (value === undefined && !pair) break;
    const named = (pair?.key ?? value) as Node | null;
    offset = named?.range?.[0] ?? offset;
    node = value as Node | null;
  }
  return offset;
}
