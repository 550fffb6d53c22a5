import type { Row } from './row.js';

/** The rows as aligned text. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [row.part, row.what, medianIn(row), spreadIn(row), promiseIn(row)]);
  const header = ['part', 'what', 'median', 'spread', 'promise'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  return [header, rule, ...lines]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function medianIn({ value, unit }: Row): string {
  if (unit === 'ratio') return `${value.toFixed(3)} ×`;
  if (unit === 'count') return String(value);
  return `${digits(value)} ${unit}`;
}

function spreadIn({ low, high, repetitions, unit }: Row): string {
  if (low === undefined || high === undefined) return '';
  const show = (value: number) => (unit === 'ratio' ? value.toFixed(3) : digits(value));
  return `${show(low)}–${show(high)} (${repetitions}×)`;
}

function promiseIn({ promise, holds }: Row): string {
  return promise === undefined ? '' : `${promise}: ${holds ? 'holds' : 'BROKEN'}`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
