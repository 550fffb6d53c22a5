import type { ReceivedRequest } from './answer.js';

/** What httpbin tells a client about its own request. */

/** The address that every program has; the jail's own would say something about the machine. */
export const origin = '198.18.0.1';

type Values = Record<string, string | string[]>;
type Field = 'args' | 'data' | 'files' | 'form' | 'headers' | 'json' | 'origin' | 'url';

export const everything = [
  'args',
  'data',
  'files',
  'form',
  'headers',
  'json',
  'origin',
  'url',
] as const satisfies readonly Field[];

/** The fields asked for, with their names in alphabetical order as httpbin prints them. */
export function describe(request: ReceivedRequest, fields: readonly Field[]): Record<string, unknown> {
  const content = contentOf(request);
  const all: Record<Field, unknown> = {
    args: argumentsOf(request),
    ...content,
    headers: headersOf(request),
    origin,
    url: request.url,
  };
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}

export function argumentsOf(request: ReceivedRequest): Values {
  return gathered(request.query);
}

/** `accept-encoding` as `Accept-Encoding`, sorted. */
export function headersOf(request: ReceivedRequest): Record<string, string> {
  const shown = Object.entries(request.headers)
    .filter(([name]) => name !== 'connection')
    .map(
      ([name, value]) =>
        [name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()), String(value)] as const,
    );
  return Object.fromEntries(shown.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function cookiesOf(request: ReceivedRequest): Record<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.includes('='))
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
  );
}

/** A name given once has its value, one given several times a list. */
function gathered(pairs: Iterable<[string, string]>): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? list[0]! : list]));
}

function contentOf(request: ReceivedRequest): { data: string; files: Values; form: Values; json: unknown } {
  const type = request.headers['content-type'] ?? '';
  const nothing = { data: '', files: {}, form: {}, json: null };
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...nothing, form: gathered(new URLSearchParams(request.body.toString())) };
  }
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(type)?.[1];
  if (boundary !== undefined) return { ...nothing, ...multipart(request.body, boundary) };
  const data = request.body.toString();
  return { ...nothing, data, json: parsedJson(data) };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** RFC 7578, as far as an echo needs it. */
function multipart(body: Buffer, boundary: string): { files: Values; form: Values } {
  const files: [string, string][] = [];
  const form: [string, string][] = [];
  for (const section of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const headEnd = section.indexOf('\r\n\r\n');
    const head = section.slice(0, headEnd);
    const name = /[; ]name="([^"]*)"/.exec(head)?.[1];
    if (headEnd < 0 || name === undefined) continue;
    const value = Buffer.from(section.slice(headEnd + 4, -2), 'latin1').toString();
    (/filename=/.test(head) ? files : form).push([name, value]);
  }
  return { files: gathered(files), form: gathered(form) };
}
