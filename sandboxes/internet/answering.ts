import type { InternetHello, InternetRule } from '../protocol.js';
import { type Answer, endOf, jsonBytes, type ReceivedRequest, retimed } from './answer.js';
import { answerFor } from './sites.js';

/**
 * What becomes of a request under the conditions of a scenario; pure, and the same for every sandbox.
 * `timeout`: nothing ever comes, and the connection stays open. `reset`: it breaks `latencyMs` after the request.
 */
export type Answering =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'reset'; readonly latencyMs: number };

export function answering(request: ReceivedRequest, conditions: Omit<InternetHello, 'seed'>): Answering {
  const rule = conditions.rules?.find(({ url }) => matchesUrl(url, request.url));
  if (rule?.failure === 'timeout') return { kind: 'timeout' };
  const usual = usualAnswer(request);
  const delayMs = rule?.delayMs ?? conditions.delaysMs[request.serial];
  if (rule?.failure === 'reset') return { kind: 'reset', latencyMs: delayMs ?? endOf(usual) };
  const answer = rule ? ruled(usual, rule) : usual;
  return { kind: 'answer', answer: delayMs === undefined ? answer : retimed(answer, delayMs) };
}

/** An answer that says why there is no better one. */
export function failure(status: number, message: string): Answer & { body: Buffer } {
  const headers = { 'Content-Type': 'application/json' };
  return { status, headers, latencyMs: 0, body: jsonBytes({ status, message }) };
}

function usualAnswer(request: ReceivedRequest): Answer {
  try {
    return answerFor(request);
  } catch (error) {
    return failure(500, `The stand-in internet could not answer: ${(error as Error).message}`);
  }
}

/** With a status or a body of its own the rule is the whole answer; headers alone are added to the usual one. */
function ruled(usual: Answer, { status, body, headers = {} }: InternetRule): Answer {
  if (status === undefined && body === undefined) {
    return { ...usual, headers: { ...withoutNames(usual.headers, headers), ...headers } };
  }
  const text = body ?? '';
  return {
    status: status ?? 200,
    headers: { ...withoutNames({ 'Content-Type': typeOf(text) }, headers), ...headers },
    latencyMs: endOf(usual),
    body: Buffer.from(text),
  };
}

/** Names of headers are equal whatever their case. */
function withoutNames(
  headers: Answer['headers'],
  replaced: Readonly<Record<string, string>>,
): Answer['headers'] {
  const names = new Set(Object.keys(replaced).map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase())));
}

function typeOf(text: string): string {
  try {
    JSON.parse(text);
    return 'application/json';
  } catch {
    return 'text/plain; charset=utf-8';
  }
}

/**
 * `*` stands for any text, also none; everything else for itself. A pattern without `?` leaves the query open, one
 * without `://` the scheme, and one without a path means the path `/`. Takes time in proportion to both lengths, whatever
 * the pattern is.
 */
export function matchesUrl(pattern: string, url: string): boolean {
  const [scheme = '', rest = ''] = pattern.includes('://') ? cutAt(pattern, '://') : ['*', pattern];
  const whole = rest.replace(/^([^/?]*[^/?*])(\?|$)/, '$1/$2');
  const seen = pattern.includes('?') ? url : url.split('?', 1)[0]!;
  return matchesText(`${scheme}://${whole}`, seen);
}

function cutAt(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

function matchesText(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (!text.startsWith(first)) return false;
  const last = others.pop();
  if (last === undefined) return text === first;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
