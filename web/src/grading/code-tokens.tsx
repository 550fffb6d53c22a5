import './code-tokens.css';
import type { Token } from './highlighted-lines.ts';

/** A line of a program, in the colours of the editor. */
export function Tokens({ tokens }: { tokens: readonly Token[] }) {
  return tokens.map(({ text, kind }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in a line that never changes
    <span key={index} className={kind}>
      {text}
    </span>
  ));
}
