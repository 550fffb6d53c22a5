import { Fragment } from 'react';

/** Words of a hint: what stands between backticks is code. */
export function HintWords({ words }: { words: string }) {
  const parts = words.split(/`([^`]+)`/);
  return parts.map((part, at) => {
    const key = `${at}`;
    return at % 2 === 1 ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>;
  });
}
