import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** All colours are variables, so that the editor changes between light and dark without being told. */
export const editorTheme = EditorView.theme({
  '&': { height: '100%', fontSize: '0.875rem', color: 'var(--il-text)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--il-mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { padding: '12px 0', caretColor: 'var(--il-text)' },
  '.cm-line': { padding: '0 16px 0 8px' },
  '.cm-gutters': {
    // Long lines scroll away below it.
    backgroundColor: 'var(--il-surface)',
    color: 'var(--il-muted)',
    border: 'none',
    paddingLeft: '6px',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': {
    backgroundColor: 'color-mix(in oklab, var(--il-brand) 7%, transparent)',
  },
  '&.cm-focused .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklab, var(--il-brand) 7%, var(--il-surface))',
  },
  '.cm-cursor': { borderLeftColor: 'var(--il-text)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--il-brand) 24%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--il-line-strong)',
  },
});

export const highlighting = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self],
    color: 'var(--il-code-keyword)',
    fontWeight: '600',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--il-code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--il-code-number)' },
  { tag: tags.comment, color: 'var(--il-muted)', fontStyle: 'italic' },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.className],
    color: 'var(--il-code-name)',
    fontWeight: '600',
  },
  { tag: tags.definition(tags.propertyName), color: 'var(--il-code-name)' },
  { tag: tags.function(tags.variableName), color: 'var(--il-code-name)' },
  { tag: [tags.meta, tags.annotation], color: 'var(--il-code-number)' },
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: [tags.link, tags.url], color: 'var(--il-brand)' },
]);
