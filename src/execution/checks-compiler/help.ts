/** What TypeScript can tell whoever writes a checks.ts: which names fit at a place, and what one means. */
import ts from 'typescript';
import type {
  CompletionItem,
  CompletionKind,
  CompletionOrigin,
  Completions,
  Description,
} from '../../exercises/writing-help.js';
import { apiName, type ChecksProject, checksPath } from './project.js';

const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: true,
  importModuleSpecifierPreference: 'non-relative',
  quotePreference: 'single',
};
/** That of the checks there are. */
const format: ts.FormatCodeSettings = {
  indentSize: 2,
  convertTabsToSpaces: true,
  semicolons: ts.SemicolonPreference.Insert,
};

export function completionsAt(project: ChecksProject, text: string, offset: number): Completions {
  const found = project.about(text).getCompletionsAtPosition(checksPath, offset, preferences);
  const replaced = found?.optionalReplacementSpan?.start ?? wordBefore(text, offset);
  const items = (found?.entries ?? []).filter(isOffered).map(itemOf);
  return { from: Math.min(replaced, offset), items };
}

const wordBefore = (text: string, offset: number): number =>
  offset - (/[\p{L}\p{N}_$]*$/u.exec(text.slice(0, offset))?.[0].length ?? 0);

/** The files that the API is made of export the same names again. */
const isOffered = ({ source, kind }: ts.CompletionEntry): boolean =>
  (source === undefined || source === apiName) && kind !== ts.ScriptElementKind.warning;

function itemOf({ name, kind, source, sortText }: ts.CompletionEntry): CompletionItem {
  return { label: name, kind: kindOf(kind, name), origin: originOf(source, sortText) };
}

function originOf(source: string | undefined, sortText: string): CompletionOrigin {
  if (source !== undefined) return 'api';
  return sortText.startsWith(globalsAndKeywords) ? 'language' : 'near';
}
/** How TypeScript sorts them: `SortText.GlobalsOrKeywords` of its services. */
const globalsAndKeywords = '15';

const kinds = new Map<ts.ScriptElementKind, CompletionKind>([
  [ts.ScriptElementKind.functionElement, 'function'],
  [ts.ScriptElementKind.localFunctionElement, 'function'],
  [ts.ScriptElementKind.memberFunctionElement, 'method'],
  [ts.ScriptElementKind.memberVariableElement, 'property'],
  [ts.ScriptElementKind.memberGetAccessorElement, 'property'],
  [ts.ScriptElementKind.memberSetAccessorElement, 'property'],
  [ts.ScriptElementKind.constElement, 'constant'],
  [ts.ScriptElementKind.interfaceElement, 'interface'],
  [ts.ScriptElementKind.typeElement, 'type'],
  [ts.ScriptElementKind.primitiveType, 'type'],
  [ts.ScriptElementKind.classElement, 'class'],
  [ts.ScriptElementKind.keyword, 'keyword'],
  [ts.ScriptElementKind.string, 'value'],
]);

/** What is imported is an alias of whatever it is: types of ours begin with a capital letter. */
function kindOf(kind: ts.ScriptElementKind, name: string): CompletionKind {
  if (kind === ts.ScriptElementKind.alias) return /^\p{Lu}/u.test(name) ? 'interface' : 'function';
  return kinds.get(kind) ?? 'variable';
}

/** `name`: one of those that fit at the place; what stands there when null. Null where nothing is known. */
export function descriptionAt(
  project: ChecksProject,
  text: string,
  offset: number,
  name: string | null,
): Description | null {
  const service = project.about(text);
  return name === null ? descriptionOfPlace(service, offset) : descriptionOfName(service, offset, name);
}

function descriptionOfPlace(service: ts.LanguageService, offset: number): Description | null {
  // Behind its last letter one is still at the name.
  const places = [offset, offset - 1].filter((place) => place >= 0);
  const [found] = places.flatMap((place) => service.getQuickInfoAtPosition(checksPath, place) ?? []);
  if (!found) return null;
  const { start, length } = found.textSpan;
  return { from: start, to: start + length, ...wordsOf(found), edits: [] };
}

function descriptionOfName(service: ts.LanguageService, offset: number, name: string): Description | null {
  const found = service.getCompletionsAtPosition(checksPath, offset, preferences);
  const entry = found?.entries.find((each) => each.name === name && isOffered(each));
  const details =
    entry &&
    service.getCompletionEntryDetails(
      checksPath,
      offset,
      name,
      format,
      entry.source,
      preferences,
      entry.data,
    );
  if (!details) return null;
  const edits = (details.codeActions ?? [])
    .flatMap(({ changes }) => changes)
    .flatMap(({ textChanges }) => textChanges)
    .map(({ span, newText }) => ({ from: span.start, to: span.start + span.length, text: newText }));
  return { from: offset, to: offset, ...wordsOf(details), edits };
}

type Words = Pick<ts.QuickInfo, 'displayParts' | 'documentation'>;

/** Without the kind in front, and without the import that an alias comes from. */
function wordsOf({ displayParts, documentation }: Words): Pick<Description, 'signature' | 'documentation'> {
  return {
    signature: ts
      .displayPartsToString(displayParts)
      .replace(/^\([a-z ]+\) /, '')
      .replace(/\nimport .*$/, ''),
    documentation: unwrapped(ts.displayPartsToString(documentation)),
  };
}

/** Comments are broken into lines by hand; paragraphs stay. */
const unwrapped = (comment: string): string => comment.replaceAll(/(?<!\n)\n(?!\n)/g, ' ').trim();
