/** The table that console.table draws, by Node's rules: a row for each entry, a column for each name that any of them has. */

type Show = (value: unknown, options: object) => string;

interface Column {
  readonly title: string;
  /** By row; missing where the entry has nothing of that name. */
  readonly cells: readonly (string | undefined)[];
}

/** Null for what has no rows. `names`: only these columns, also where nothing has them. */
export function tableOf(data: unknown, names: readonly string[] | undefined, show: Show): string | null {
  if (typeof data !== 'object' || data === null) return null;
  const shown = (value: unknown) =>
    show(value, { depth: depthOf(value), maxArrayLength: 3, breakLength: Infinity });
  const columns = columnsOf(data, names, shown);
  return drawn(columns, columns[0]?.cells.length ?? 0);
}

const isPrimitive = (value: unknown): boolean =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

/** A value of many parts is named, not shown. */
const depthOf = (value: unknown): number =>
  !isPrimitive(value) && !Array.isArray(value) && Object.keys(value as object).length > 2 ? -1 : 0;

function columnsOf(
  data: object,
  names: readonly string[] | undefined,
  shown: (value: unknown) => string,
): Column[] {
  if (data instanceof Map) {
    const values = [...data.values()].map(shown);
    return [
      counted(data.size),
      { title: 'Key', cells: [...data.keys()].map(shown) },
      { title: 'Values', cells: values },
    ];
  }
  if (data instanceof Set) return [counted(data.size), { title: 'Values', cells: [...data].map(shown) }];
  const rows = Object.values(data);
  const objects = rows.map((row) => (isPrimitive(row) ? {} : row)) as Record<string, unknown>[];
  const titles = [
    ...new Set(objects.flatMap((row) => (Object.keys(row).length > 0 && names) || Object.keys(row))),
  ];
  const values = rows.map((row) => (isPrimitive(row) ? shown(row) : undefined));
  return [
    { title: '(index)', cells: Object.keys(data) },
    ...titles.map((title) => ({
      title,
      cells: objects.map((row) => (Object.hasOwn(row, title) ? shown(row[title]) : undefined)),
    })),
    ...(rows.some(isPrimitive) ? [{ title: 'Values', cells: values }] : []),
  ];
}

const counted = (length: number): Column => ({
  title: '(iteration index)',
  cells: Array.from({ length }, (_, index) => String(index)),
});

const widthOf = (text: string): number => [...text].length;

function drawn(columns: readonly Column[], rowCount: number): string {
  const widths = columns.map(({ title, cells }) =>
    Math.max(...[title, ...cells].map((text = '') => widthOf(text))),
  );
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  const line = (texts: readonly (string | undefined)[]) =>
    `│${texts.map((text = '', at) => ` ${text}${' '.repeat((widths[at] ?? 0) - widthOf(text))} `).join('│')}│`;
  const rows = Array.from({ length: rowCount }, (_, row) => line(columns.map(({ cells }) => cells[row])));
  const head = line(columns.map(({ title }) => title));
  return [rule('┌', '┬', '┐'), head, rule('├', '┼', '┤'), ...rows, rule('└', '┴', '┘')].join('\n');
}
