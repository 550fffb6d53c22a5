/** What is offered to whoever writes checks.ts or exercise.yaml: names that fit, and what a name means. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
  pickedCompletion,
} from '@codemirror/autocomplete';
import { language } from '@codemirror/language';
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  closeHoverTooltips,
  type EditorView,
  hasHoverTooltips,
  hoverTooltip,
  keymap,
  showTooltip,
  type Tooltip,
} from '@codemirror/view';
import { highlightCode } from '@lezer/highlight';
import type { CompletionItem, NameDescription, PlaceInText, WritingHelp } from '../api/authoring.ts';
import { highlighting } from '../editor/editor-theme.ts';
import { helpTheme } from './help-theme.ts';

/** Names come while one is typed, and by Ctrl+Space; what they mean beside the list, beside the pointer, and by F1. */
export function writingHelp(help: WritingHelp): Extension {
  return [
    autocompletion({ override: [(context) => complete(context, help)], icons: false }),
    hoverTooltip(({ state }, at) => tooltipAt(state, at, help), { hideOnChange: true }),
    describedHere,
    keymap.of([
      { key: 'F1', run: (view) => describeHere(view, help) },
      { key: 'Escape', run: hideDescriptions },
    ]),
    helpTheme,
  ];
}

const showHere = StateEffect.define<Tooltip | null>();
/** By F1, until somebody goes on. Not as the library would have a hover shown: that is dropped when a mark comes meanwhile. */
const describedHere = StateField.define<Tooltip | null>({
  create: () => null,
  update: (shown, { effects, docChanged, selection }) => {
    const asked = effects.find((effect) => effect.is(showHere));
    if (asked) return asked.value;
    return docChanged || selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

function describeHere(view: EditorView, help: WritingHelp): boolean {
  const { doc, selection } = view.state;
  void tooltipAt(view.state, selection.main.head, help).then((tooltip) => {
    const isStill = view.state.doc === doc && view.state.selection.eq(selection);
    if (tooltip && isStill) view.dispatch({ effects: showHere.of(tooltip) });
  });
  return true;
}

function hideDescriptions(view: EditorView): boolean {
  if (!hasHoverTooltips(view.state) && !view.state.field(describedHere)) return false;
  view.dispatch({ effects: [closeHoverTooltips, showHere.of(null)] });
  return true;
}

const placeIn = ({ doc }: EditorState, offset: number): PlaceInText => ({ text: doc.toString(), offset });

async function complete(context: CompletionContext, help: WritingHelp): Promise<CompletionResult | null> {
  if (!context.explicit && !context.matchBefore(/[\p{L}\p{N}_$.'"-]$/u)) return null;
  const place = placeIn(context.state, context.pos);
  const abort = new AbortController();
  context.addEventListener('abort', () => abort.abort());
  try {
    const { from, items } = await help.complete(place, abort.signal);
    if (items.length === 0) return null;
    const begun = place.text.slice(from, place.offset);
    return {
      from,
      options: items.map((item) => optionOf(item, place, context.state, help)),
      // What fits was chosen by what had been typed of it.
      validFor: (text) => text.startsWith(begun) && /^[\p{L}\p{N}_$-]*$/u.test(text),
    };
  } catch {
    // Whoever writes goes on writing: that nobody can be asked is not their fault.
    return null;
  }
}

/** What every program has comes last. */
const boosts = { near: 2, api: 1, language: -40 } as const;

function optionOf(
  { label, kind, origin }: CompletionItem,
  place: PlaceInText,
  state: EditorState,
  help: WritingHelp,
): Completion {
  let asked: Promise<NameDescription | null> | null = null;
  const described = (): Promise<NameDescription | null> => {
    asked ??= help.describe(place, label).catch(() => null);
    return asked;
  };
  return {
    label,
    detail: kind,
    boost: boosts[origin],
    info: async () => {
      const description = await described();
      return description && elementOf(description, state);
    },
    apply: (view, completion, from, to) => {
      view.dispatch({
        ...insertCompletionText(view.state, label, from, to),
        annotations: pickedCompletion.of(completion),
      });
      if (origin === 'api') void described().then((found) => addImport(view, place, found));
    },
  };
}

/** Unless the text before it has changed meanwhile: then the place of the import is not known any more. */
function addImport(view: EditorView, { text }: PlaceInText, description: NameDescription | null): void {
  const edits = description?.edits ?? [];
  const before = text.slice(0, Math.max(0, ...edits.map(({ to }) => to)));
  if (!view.state.doc.toString().startsWith(before)) return;
  view.dispatch({ changes: edits.map(({ from, to, text: insert }) => ({ from, to, insert })) });
}

async function tooltipAt(state: EditorState, at: number, help: WritingHelp): Promise<Tooltip | null> {
  const description = await help.describe(placeIn(state, at)).catch(() => null);
  if (!description) return null;
  return {
    pos: description.from,
    end: description.to,
    create: () => ({ dom: elementOf(description, state) }),
  };
}

function elementOf({ signature, documentation }: NameDescription, state: EditorState): HTMLElement {
  const element = document.createElement('div');
  element.className = 'cm-description';
  element.setAttribute('role', 'status');
  const code = element.appendChild(document.createElement('code'));
  const put = (text: string, classes: string) => {
    const part = code.appendChild(document.createElement('span'));
    part.textContent = text;
    part.className = classes;
  };
  const parser = state.facet(language)?.parser;
  if (parser) highlightCode(signature, parser.parse(signature), highlighting, put, () => code.append('\n'));
  else put(signature, '');
  if (documentation !== '') element.appendChild(document.createElement('p')).textContent = documentation;
  return element;
}
