/** What fits at a place of exercise.yaml, and what a key of it means, by the schema that decides whether it is right. */
import { isMap, isPair, isScalar, isSeq, type Pair, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { exerciseYaml } from './exercise.schema.js';
import type { CompletionItem, Completions, Description } from './writing-help.js';

/** The part of JSON Schema that zod writes for exercise.yaml. */
interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
}

const root = z.toJSONSchema(exerciseYaml, { io: 'input' }) as Shape;

/** No author writes it: stands for the word at the cursor, so that what is half written can be read. */
const marker = '\uE000';

export function completeYaml(text: string, offset: number): Completions {
  const marked = markedText(text, offset);
  const place = placeIn(marked.text);
  if (!place) return { from: marked.from, items: [] };
  const { shape, present } = place;
  return { from: marked.from, items: present ? missingKeys(shape, present) : valuesOf(shape) };
}

/** With the word at the offset replaced by the marker; as a key, where none follows. */
function markedText(text: string, offset: number): { text: string; from: number } {
  const before = text.slice(0, offset);
  const from = offset - (/[\w-]*$/.exec(before)?.[0].length ?? 0);
  const rest = text.slice(offset).replace(/^[\w-]*/, '');
  const isValue = /:[ \t]+[\w-]*$/.test(before);
  const isKeyAlready = /^[ \t]*:/.test(rest);
  return { text: `${text.slice(0, from)}${marker}${isValue || isKeyAlready ? '' : ':'}${rest}`, from };
}

interface Place {
  /** Of the map that holds the key, or of the value. */
  readonly shape: Shape | undefined;
  /** What the map has; null where it is a value. */
  readonly present: readonly Pair[] | null;
}

/** Where the marker is; null when it is in a text. */
function placeIn(text: string): Place | null {
  let place: Place | null = null;
  visit(parseDocument(text, { prettyErrors: false }), {
    Scalar(role, { value }, ancestors) {
      if (value !== marker) return undefined;
      const holder = ancestors.at(-2);
      place =
        role === 'key' && isMap(holder)
          ? { shape: shapeAt(ancestors.slice(0, -1)), present: holder.items }
          : { shape: shapeAt(ancestors), present: null };
      return visit.BREAK;
    },
  });
  return place;
}

/** Those that are needed first. */
function missingKeys(shape: Shape | undefined, present: readonly Pair[]): CompletionItem[] {
  const there = new Set(present.map(({ key }) => (isScalar(key) ? String(key.value) : '')));
  const missing = Object.keys(shape?.properties ?? {}).filter((key) => !there.has(key));
  const isNeeded = (key: string) => shape?.required?.includes(key) ?? false;
  return [...missing.filter(isNeeded), ...missing.filter((key) => !isNeeded(key))].map((label) => ({
    label,
    kind: 'property',
    origin: 'near',
  }));
}

const valuesOf = (shape: Shape | undefined): CompletionItem[] =>
  (shape?.enum ?? []).map((value) => ({ label: String(value), kind: 'value', origin: 'near' }));

/** Of the last of these nodes, each of which holds the next; undefined where the schema has none. */
function shapeAt(nodes: readonly unknown[]): Shape | undefined {
  return nodes.reduce<Shape | undefined>((shape, node) => {
    if (isSeq(node)) return shape?.items;
    if (!isPair(node)) return shape;
    return isScalar(node.key) ? shapeOfKey(shape, String(node.key.value)) : undefined;
  }, root);
}

function shapeOfKey(shape: Shape | undefined, key: string): Shape | undefined {
  if (shape?.properties && Object.hasOwn(shape.properties, key)) return shape.properties[key];
  const others = shape?.additionalProperties;
  return typeof others === 'object' ? others : undefined;
}

/** `name`: a key that fits at the place; the one that stands there when null. Null when the schema knows none. */
export function describeYaml(text: string, offset: number, name: string | null): Description | null {
  return name === null ? describeKeyAt(text, offset) : describeKeyToCome(text, offset, name);
}

function describeKeyAt(text: string, offset: number): Description | null {
  let found: Description | null = null;
  visit(parseDocument(text, { prettyErrors: false }), {
    Scalar(role, { value, range }, ancestors) {
      if (role !== 'key' || !range || offset < range[0] || offset > range[1]) return undefined;
      const words = wordsOf(shapeAt(ancestors.slice(0, -1)), String(value));
      found = words && { from: range[0], to: range[1], ...words, edits: [] };
      return visit.BREAK;
    },
  });
  return found;
}

function describeKeyToCome(text: string, offset: number, name: string): Description | null {
  const words = wordsOf(placeIn(markedText(text, offset).text)?.shape, name);
  return words && { from: offset, to: offset, ...words, edits: [] };
}

function wordsOf(
  holder: Shape | undefined,
  key: string,
): Pick<Description, 'signature' | 'documentation'> | null {
  const shape = shapeOfKey(holder, key);
  if (!shape) return null;
  const condition = holder?.required?.includes(key) ? '' : ' (may be left out)';
  return { signature: `${key}: ${typeWords(shape)}${condition}`, documentation: shape.description ?? '' };
}

function typeWords(shape: Shape): string {
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (shape.items) return `list of ${typeWords(shape.items)}`;
  if (shape.properties) return `{${Object.keys(shape.properties).join(', ')}}`;
  if (typeof shape.additionalProperties === 'object') {
    return `map of ${typeWords(shape.additionalProperties)} by name`;
  }
  return `${shape.type === 'integer' ? 'whole number' : (shape.type ?? 'anything')}${boundsWords(shape)}`;
}

function boundsWords({ minimum, exclusiveMinimum, maximum }: Shape): string {
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  return [
    minimum === undefined ? '' : `, ${minimum} or more`,
    exclusiveMinimum === undefined ? '' : `, more than ${exclusiveMinimum}`,
    most === undefined ? '' : `, at most ${most}`,
  ].join('');
}
