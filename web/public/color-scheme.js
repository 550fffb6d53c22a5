// Runs before the first paint, so that a page in the dark does not flash white. The same key as in src/theme/theme.ts.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('interleave:color-scheme');
  } catch {
    // Storage may be forbidden; then the system decides.
  }
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const scheme = chosen === 'light' || chosen === 'dark' ? chosen : system;
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
