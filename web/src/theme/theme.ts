import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#eaf7f4',
  '#d2ede7',
  '#a5dbd0',
  '#7fd0c2',
  '#57c7b6',
  '#2fa192',
  '#158a7c',
  '#0b7066',
  '#085a52',
  '#05423d',
];

const gray: MantineColorsTuple = [
  '#f5f8f6',
  '#edf2f0',
  '#e1e8e5',
  '#d6e0dc',
  '#b8c5c0',
  '#93a39d',
  '#66766f',
  '#4f605a',
  '#303c38',
  '#15201d',
];

/** From the lightest text to the darkest ground. */
const dark: MantineColorsTuple = [
  '#e5edea',
  '#c3d0cb',
  '#a1b2ac',
  '#71837d',
  '#3c4a46',
  '#2c3a36',
  '#1f2a27',
  '#17201e',
  '#101715',
  '#0a100e',
];

export const theme = createTheme({
  colors: { pine, gray, dark },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif",
  fontFamilyMonospace: 'var(--il-mono)',
  headings: { fontWeight: '650' },
  // Named, so that page.css finds the buttons that have it.
  components: { Button: { defaultProps: { variant: 'filled' } } },
});

/** Mantine's own surfaces follow our tokens, so that there is one list of colours. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--il-surface)',
    '--mantine-color-text': 'var(--il-text)',
    '--mantine-color-dimmed': 'var(--il-muted)',
    '--mantine-color-default-border': 'var(--il-line)',
    '--mantine-color-default': 'var(--il-surface)',
    '--mantine-color-default-hover': 'var(--il-raised)',
    '--mantine-color-anchor': 'var(--il-brand)',
    '--mantine-color-error': 'var(--il-bad)',
  };
  return { variables: {}, light: shared, dark: shared };
};

/** The same key as in public/color-scheme.js. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'interleave:color-scheme' });
