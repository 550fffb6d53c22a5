import { EditorView } from '@codemirror/view';

/** Lists of names, and what is said of one. */
export const helpTheme = EditorView.theme({
  '.cm-tooltip': {
    border: '1px solid var(--il-line-strong)',
    borderRadius: '8px',
    backgroundColor: 'var(--il-surface)',
    color: 'var(--il-text)',
    boxShadow: '0 4px 18px rgb(0 0 0 / 18%)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '15rem',
    minWidth: '14rem',
    maxWidth: 'min(26rem, 90vw)',
    padding: '4px',
    fontFamily: 'var(--il-mono)',
    fontSize: '0.8125rem',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '16px',
    padding: '4px 8px',
    borderRadius: '5px',
    lineHeight: '1.4',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--il-brand-soft)',
    color: 'var(--il-text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700', color: 'var(--il-brand)' },
  '.cm-completionDetail': {
    fontFamily: 'var(--mantine-font-family)',
    fontStyle: 'normal',
    color: 'var(--il-muted)',
  },
  '.cm-tooltip.cm-completionInfo': { padding: '0' },
  '.cm-description': {
    boxSizing: 'border-box',
    maxWidth: 'min(34rem, 92vw)',
    maxHeight: '16rem',
    overflowY: 'auto',
    padding: '10px 12px',
    fontSize: '0.8125rem',
  },
  '.cm-completionInfo .cm-description': { maxWidth: '24rem' },
  '.cm-description code': {
    display: 'block',
    fontFamily: 'var(--il-mono)',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    lineHeight: '1.5',
  },
  '.cm-description p': {
    margin: '8px 0 0',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '0.875rem',
    lineHeight: '1.5',
  },
});
