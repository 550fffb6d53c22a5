/** A page of few words between a platform and ours. It must work before anybody is known, so it needs nothing else of us. */
export interface LtiPage {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** To be told to whoever helps. */
  readonly code?: string;
  readonly form?: LtiForm;
  /** To a window of its own. A form would not do where the way leads over another site: the policy of our pages stops it. */
  readonly link?: LtiLink;
  /** What public/lti-page.js is to do as soon as it is loaded. */
  readonly step?: LtiStep;
}

export interface LtiForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly button: string;
  readonly opensWindow?: boolean;
}

export interface LtiLink {
  readonly href: string;
  readonly words: string;
}

export type LtiStep =
  /** Has the platform keep `value` for us, then goes on to `next`. */
  | {
      readonly kind: 'keep';
      readonly origin: string;
      readonly frame: string;
      readonly key: string;
      readonly value: string;
      readonly next: string;
    }
  /** Asks the platform for what it has kept, puts it into the field `proof` of the form, and sends that. */
  | { readonly kind: 'prove'; readonly origin: string; readonly frame: string; readonly key: string }
  /** Sends the form. */
  | { readonly kind: 'send' }
  /** Says `words` in place of the form once that was sent, because it can be sent only once. */
  | { readonly kind: 'once'; readonly words: string }
  /** Tells the platform that its window can be closed. */
  | { readonly kind: 'close' };

export function renderLtiPage({ title, paragraphs, code, form, link, step }: LtiPage): string {
  const script = step
    ? `<script src="/lti-page.js" ${Object.entries(step)
        .map(([name, value]) => `data-${name}="${escaped(value)}"`)
        .join(' ')}></script>`
    : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Interleave</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="mark">Interleave</p>
<h1>${escaped(title)}</h1>
${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
${form ? renderForm(form) : ''}
${link ? `<p><a class="button" href="${escaped(link.href)}" target="_blank" rel="noopener">${escaped(link.words)}</a></p>` : ''}
${code === undefined ? '' : `<p class="code">Code: <code>${escaped(code)}</code></p>`}
</main>
${script}
</body>
</html>
`;
}

function renderForm({ action, fields, button, opensWindow = false }: LtiForm): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const target = opensWindow ? ' target="_blank" rel="noopener"' : '';
  return `<form action="${escaped(action)}" method="post"${target}>${inputs.join('')}<button>${escaped(button)}</button></form>`;
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** The colours of web/src/theme/tokens.css; pages of the client follow a choice of their own, these the system. */
const style = `
:root { color-scheme: light dark; --bg: #f5f8f6; --surface: #ffffff; --line: #d6e0dc; --text: #15201d; --muted: #4f605a;
  --brand: #0b7066; --on-brand: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #101715; --surface: #17201e; --line: #2c3a36; --text: #e5edea; --muted: #a1b2ac; --brand: #57c7b6; --on-brand: #06211d; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--bg);
  color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 520px; padding: 28px; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.mark { margin: 0 0 14px; color: var(--brand); font-weight: 700; letter-spacing: -0.01em; }
h1 { margin: 0 0 10px; font-size: 22px; line-height: 1.25; letter-spacing: -0.012em; text-wrap: balance; }
p { margin: 0 0 12px; overflow-wrap: anywhere; }
.code { margin: 20px 0 0; padding-top: 14px; border-top: 1px solid var(--line); color: var(--muted); font-size: 14px; }
code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
button, .button { display: inline-block; margin-top: 8px; padding: 10px 18px; min-height: 42px; border: 0; border-radius: 8px;
  background: var(--brand); color: var(--on-brand); font: inherit; line-height: 22px; font-weight: 600; text-decoration: none; cursor: pointer; }
:is(button, .button):focus-visible { outline: 2px solid var(--brand); outline-offset: 3px; }
`.trim();
