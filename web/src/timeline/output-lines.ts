import type { Output } from '../api/types.ts';

/**
 * Whole lines, though `print` may write one in pieces: the pieces of one lane and stream are put together, and the
 * line stands at the time of its last piece. An unfinished line counts too.
 */
export function outputLines(output: readonly Output[]): Output[] {
  const lines: Output[] = [];
  const open = new Map<string, Output>();
  for (const piece of [...output].sort((a, b) => a.atMs - b.atMs)) {
    const key = `${piece.lane}/${piece.stream}`;
    const parts = ((open.get(key)?.text ?? '') + piece.text).split('\n');
    const rest = parts.pop() ?? '';
    for (const text of parts) lines.push({ ...piece, text: text.replace(/\r$/, '') });
    if (rest === '') open.delete(key);
    else open.set(key, { ...piece, text: rest });
  }
  return [...lines, ...open.values()].sort((a, b) => a.atMs - b.atMs);
}
