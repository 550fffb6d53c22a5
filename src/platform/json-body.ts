import express, { type NextFunction, type Request, type Response } from 'express';
import { firstDuplicateName } from './json-duplicates.js';
import { ProblemError } from './problem.js';

/**
 * Files come to 256 KiB at most; a character of theirs may take six in JSON (\u0000), and the rest of the body is small.
 */
export const bodyMaxBytes = 2 * 1024 * 1024;

const raw = express.raw({ type: () => true, limit: bodyMaxBytes });

/**
 * Reads a JSON body by ourselves: the usual reader replaces bytes that are not UTF-8 without a word, and a student's
 * file would be graded as something that it is not.
 */
export function jsonBody(request: Request, response: Response, next: NextFunction): void {
  if (Buffer.isBuffer(request.body)) {
    next();
    return;
  }
  if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method) || isBodiless(request)) {
    next();
    return;
  }
  if (hasBody(request) && !isJson(request.get('content-type'))) {
    request.resume();
    next(unsupportedType(request.get('content-type') ?? 'without a type'));
    return;
  }
  raw(request, response, (error?: unknown) => {
    try {
      if (error) throw explainUnread(error);
      request.body = parse(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      next();
    } catch (problem) {
      next(problem);
    }
  });
}

/** To delete, or to do what the address alone says, no body is needed; to make something new one always is. */
function isBodiless(request: Request): boolean {
  return !hasBody(request) && (request.method === 'DELETE' || request.get('content-type') === undefined);
}

function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length') ?? 0) > 0;
}

function unsupportedType(given: string): ProblemError {
  const message = `The body must be application/json in UTF-8, not ${given}.`;
  return ProblemError.ofField('unsupported-media-type', 'Content-Type', message);
}

function isJson(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  const [type, ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  return type === 'application/json' && ['utf-8', 'utf8', undefined].includes(charset?.replaceAll('"', ''));
}

function parse(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError(
      'not-utf-8',
      `The body holds bytes that are not UTF-8, the first at byte ${firstBadByte(bytes)}. Save the file as UTF-8 and send it again.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ProblemError(
      'malformed-json',
      text.trim() === '' ? 'The body is empty.' : `The body is not JSON: ${(error as Error).message}`,
    );
  }
  const duplicate = firstDuplicateName(text);
  if (duplicate !== null) {
    throw ProblemError.ofField(
      'duplicate-key',
      duplicate,
      'This name occurs twice; one of the two would be lost.',
    );
  }
  return value;
}

/** Where the longest good beginning ends. A sequence that is cut short is good so far. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    if (isUtf8Beginning(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  return good;
}

function isUtf8Beginning(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Errors of the body reader carry a `type`. */
export function explainUnread(error: unknown): unknown {
  const type = (error as { type?: unknown }).type;
  if (type === 'entity.too.large') {
    return new ProblemError('body-too-large', `The body may have ${bodyMaxBytes} bytes at most.`);
  }
  if (type === 'encoding.unsupported') {
    return ProblemError.ofField('unsupported-media-type', 'Content-Encoding', 'This encoding is not known.');
  }
  // A caller that hangs up half way, a length that does not agree, gzip that is none.
  return new ProblemError('unreadable-body', `The body could not be read: ${(error as Error).message}`);
}
