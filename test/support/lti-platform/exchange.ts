import type { IncomingHttpHeaders } from 'node:http';

/** A request as it arrived. `target` is as it was sent, with its query. */
export interface Asked {
  readonly at: number;
  readonly method: string;
  readonly target: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | object;
}

/**
 * The platform says no. That is a violation by the tool unless the caller could not know: then `isViolation` is false.
 * `error` is the code of RFC 6749 where one is due.
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly rule: string,
    readonly detail: string,
    readonly isViolation = true,
    readonly error = 'invalid_request',
  ) {
    super(`${rule}: ${detail}`);
  }
}

export function demand(holds: boolean, rule: string, detail: string, status = 400): asserts holds {
  if (!holds) throw new Refusal(status, rule, detail);
}

/** A JSON object, or a refusal. */
export function parsedObject(text: string, rule: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, rule, 'The body is not JSON');
  }
  demand(typeof value === 'object' && value !== null && !Array.isArray(value), rule, 'It is not an object');
  return value as Record<string, unknown>;
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Media types are compared as Moodle does: to the letter. */
export function demandMediaType(
  asked: Asked,
  header: 'accept' | 'content-type',
  wanted: string,
  rule: string,
) {
  const found = asked.headers[header];
  demand(found === wanted, rule, `${header} is ${found}, not ${wanted}`, header === 'accept' ? 406 : 415);
}
