import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { HintWords } from './hint-words.tsx';

it.each([
  ['Start both: `a(b)`, then wait.', 'Start both: <code>a(b)</code>, then wait.'],
  ['`x` and `y`', '<code>x</code> and <code>y</code>'],
  ['One ` alone is none, and neither is <b>.', 'One ` alone is none, and neither is &lt;b&gt;.'],
])('%s', (words, shown) => {
  expect(renderToStaticMarkup(<HintWords words={words} />)).toBe(shown);
});
