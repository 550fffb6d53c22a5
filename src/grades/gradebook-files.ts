/** The whole gradebook as a file, made while it is sent: nobody's rows wait in memory for the others'. */
import { type Stringifier, stringify } from 'csv-stringify';
import type { GradebookAssignment } from './gradebook.repository.js';
import type { GradebookLine } from './gradebook-reader.js';

/**
 * RFC 4180, with a header line. Spreadsheets take a cell that begins with = + - @, a tab or a carriage return for a
 * formula; such cells (a name may be chosen by its person) get an apostrophe in front, as OWASP advises. Numbers are not
 * touched: none of ours is below 0.
 */
export function csvStringifier(assignments: readonly GradebookAssignment[]): Stringifier {
  const columns = [
    'Name',
    'E-mail',
    'External id',
    'Points',
    ...assignments.map(({ title, points }) => `${title} (of ${points})`),
  ];
  const stringifier = stringify({ record_delimiter: 'windows', escape_formulas: true });
  stringifier.write(columns);
  return stringifier;
}

export function csvRecord({ name, email, externalId, points, grades }: GradebookLine): (string | number)[] {
  return [name, email, externalId ?? '', points, ...grades.map((grade) => grade?.points ?? '')];
}

export async function* jsonOf(
  courseId: string,
  assignments: readonly GradebookAssignment[],
  lines: AsyncIterable<GradebookLine>,
): AsyncGenerator<string> {
  yield `{"courseId":${JSON.stringify(courseId)},"assignments":${JSON.stringify(assignments)},"people":[`;
  let separator = '\n';
  for await (const { sortedBy: _, ...line } of lines) {
    yield separator + JSON.stringify(line);
    separator = ',\n';
  }
  yield '\n]}\n';
}
