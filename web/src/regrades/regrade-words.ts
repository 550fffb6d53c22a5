import type { Regrade } from '../api/regrades.ts';

export const statusWords: Readonly<Record<Regrade['status'], string>> = {
  working: 'being judged',
  ready: 'waits for a decision',
  applied: 'applied',
  discarded: 'discarded',
};

export const modeWords: Readonly<Record<Regrade['mode'], string>> = {
  rescore: 'Judged again from the stored runs',
  rerun: 'Run again and judged',
};

export function scopeWords({ submission, assignment }: Pick<Regrade, 'submission' | 'assignment'>): string {
  if (submission) return assignment ? `One submission of ${assignment.title}` : 'One submission';
  return assignment ? assignment.title : 'The whole course';
}

/** "+4.5", "−2", "0": with a sign that is as wide as the other. */
export function changeWords(before: number, after: number): string {
  const change = Math.round(100 * (after - before)) / 100;
  if (change === 0) return '0';
  return change > 0 ? `+${change}` : `−${-change}`;
}
