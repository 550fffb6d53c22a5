/** A list of people as schools export it, line by line, with what is wrong in each. Pure. */
import { CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { emailSchema, personNameSchema } from '../platform/person-fields.js';
import { externalIdSchema } from './enrolment.schema.js';

export const csvColumns = ['name', 'email', 'external_id'] as const;
export type CsvColumn = (typeof csvColumns)[number];

export interface LineError {
  /** Null: the line as a whole. */
  readonly column: CsvColumn | null;
  readonly message: string;
}

export interface PersonLine {
  /** From 1, the header included; of a field with line breaks, where it ends. */
  readonly line: number;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly externalId: string | null;
  readonly errors: readonly LineError[];
}

export const csvMaxLines = 10_000;

/** What headers say in the exports that we know, in lower case and without spaces, "-", "_" and dots. */
const spellings: Readonly<Record<CsvColumn | 'first_name' | 'last_name', readonly string[]>> = {
  name: ['name', 'fullname', 'displayname', 'student', 'studentname'],
  first_name: ['firstname', 'givenname', 'vorname'],
  last_name: ['lastname', 'surname', 'familyname', 'nachname'],
  email: ['email', 'mail', 'emailaddress', 'mailaddress'],
  external_id: [
    'externalid',
    'id',
    'studentid',
    'studentnumber',
    'sisid',
    'sisuserid',
    'idnumber',
    'matrikelnummer',
  ],
};
type Header = keyof typeof spellings;

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

export function readPeopleCsv(text: string): PersonLine[] {
  const rows = rowsOf(text);
  if ('problem' in rows) return [problemLine(rows.line, null, rows.problem)];
  const [header, ...people] = rows.rows;
  if (!header) return [problemLine(1, null, 'There is nothing in it; the first line names the columns.')];
  const places = placesOf(header.fields);
  const problems = problemsOfHeader(places);
  if (problems.length > 0) return [{ ...problemLine(header.line, null, ''), errors: problems }];
  if (people.length > csvMaxLines) {
    return [problemLine(header.line, null, `There are ${people.length} people; ${csvMaxLines} at most.`)];
  }
  const lines = people.map((row) => personOf(row, places, header.fields.length));
  return withDuplicates(lines);
}

function rowsOf(text: string): { rows: Row[] } | { line: number; problem: string } {
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return { rows: parsed.map(({ info, record }) => ({ line: info.lines, fields: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: Number(error.lines ?? 1), problem: `This is not CSV from here on: ${error.message}.` };
  }
}

/** The header has no text in quotes that would hide one: whichever of them it has most of. */
function delimiterOf(text: string): string {
  const [header = ''] = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .split(/\r?\n/, 1);
  const countOf = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, each) => (countOf(each) > countOf(best) ? each : best));
}

/** Columns by header; a header that occurs twice has two. Those that nobody asked for are passed over. */
function placesOf(fields: readonly string[]): Readonly<Record<Header, readonly number[]>> {
  const plain = fields.map((field) => field.toLowerCase().replaceAll(/[\s._-]/g, ''));
  const at = (header: Header) =>
    plain.flatMap((field, index) => (spellings[header].includes(field) ? [index] : []));
  return {
    name: at('name'),
    first_name: at('first_name'),
    last_name: at('last_name'),
    email: at('email'),
    external_id: at('external_id'),
  };
}

type Places = ReturnType<typeof placesOf>;

function problemsOfHeader(places: Places): LineError[] {
  const hasName = places.name.length > 0 || (places.first_name.length > 0 && places.last_name.length > 0);
  const missing = [
    ...(hasName ? [] : ['name' as const]),
    ...(places.email.length > 0 ? [] : ['email' as const]),
  ];
  const twice = csvColumns.filter((column) => places[column].length > 1);
  return [
    ...missing.map((column) => ({ column, message: `The column "${column}" is missing.` })),
    ...twice.map((column) => ({ column, message: `There is more than one column for "${column}".` })),
  ];
}

function personOf({ line, fields }: Row, places: Places, width: number): PersonLine {
  const read = (header: Header) => {
    const [place] = places[header];
    return place === undefined ? '' : (fields[place] ?? '');
  };
  const fullName = places.name.length > 0 ? read('name') : `${read('first_name')} ${read('last_name')}`;
  const name = checked('name', personNameSchema, fullName.trim());
  const email = checked('email', emailSchema, read('email'));
  const external = read('external_id');
  const externalId = external === '' ? null : checked('external_id', externalIdSchema, external);
  const errors: LineError[] = [name, email, externalId].flatMap((each) => each?.error ?? []);
  if (fields.length !== width) {
    const message = `The line has ${fields.length} fields, and the header ${width}.`;
    errors.unshift({ column: null, message });
  }
  return { line, name: name.value, email: email.value, externalId: externalId?.value ?? null, errors };
}

const what: Readonly<Record<CsvColumn, string>> = {
  name: 'This is no name: one line of 1 to 200 characters.',
  email: 'This is no e-mail address.',
  external_id: 'This is no external id: one line of 1 to 200 characters.',
};

function checked(column: CsvColumn, schema: z.ZodType<string>, text: string) {
  const parsed = schema.safeParse(text);
  if (parsed.success) return { value: parsed.data, error: null };
  const message = text === '' ? 'This is missing.' : what[column];
  return { value: text, error: { column, message } };
}

/** Nobody is meant twice: the second of two lines is at fault. */
function withDuplicates(lines: readonly PersonLine[]): PersonLine[] {
  const emails = new Map<string, number>();
  const externalIds = new Map<string, number>();
  return lines.map((person) => ({
    ...person,
    errors: [
      ...person.errors,
      ...duplicate(emails, 'email', person.email, person.line),
      ...duplicate(externalIds, 'external_id', person.externalId ?? '', person.line),
    ],
  }));
}

function duplicate(seen: Map<string, number>, column: CsvColumn, value: string, line: number): LineError[] {
  if (value === '') return [];
  const first = seen.get(value);
  if (first === undefined) {
    seen.set(value, line);
    return [];
  }
  return [{ column, message: `This is in line ${first} as well.` }];
}

const problemLine = (line: number, column: CsvColumn | null, message: string): PersonLine => ({
  line,
  name: '',
  email: '',
  externalId: null,
  errors: [{ column, message }],
});
