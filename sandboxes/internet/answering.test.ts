import { describe, expect, it } from 'vitest';
import type { InternetRule } from '../protocol.js';
import type { ReceivedRequest } from './answer.js';
import { answering, matchesUrl } from './answering.js';

const aRequest = (url: string, serial = 0): ReceivedRequest => {
  const { hostname, pathname, searchParams } = new URL(url);
  return {
    method: 'GET',
    host: hostname,
    path: pathname,
    query: searchParams,
    url,
    headers: {},
    body: Buffer.alloc(0),
    serial,
    seed: 1,
    arrivedMs: 0,
  };
};

describe('matchesUrl', () => {
  it.each([
    ['https://example.com/a', 'https://example.com/a', true],
    ['https://example.com/a', 'http://example.com/a', false],
    ['https://example.com/a', 'https://example.com/a/', false],
    ['example.com/a', 'http://example.com/a', true],
    ['example.com/a', 'https://www.example.com/a', false],
    ['*.example.com/a', 'https://www.example.com/a', true],
    ['https://example.com', 'https://example.com/', true],
    ['https://example.com', 'https://example.com/a', false],
    ['https://*.com', 'https://example.com/', true],
    ['https://example.com*', 'https://example.com/a', true],
    ['https://example.com/*', 'https://example.com/a/b.jpg', true],
    ['https://example.com/*.jpg', 'https://example.com/a/b.jpg', true],
    ['https://example.com/*.jpg', 'https://example.com/a/b.png', false],
    ['https://example.com/a*a', 'https://example.com/a', false],
    ['https://example.com/a*a', 'https://example.com/aa', true],
    ['https://example.com/a.c', 'https://example.com/abc', false],
    ['https://example.com/a', 'https://example.com/a?page=2', true],
    ['https://example.com/a?page=2', 'https://example.com/a?page=2', true],
    ['https://example.com/a?page=2', 'https://example.com/a', false],
    ['https://example.com/a?page=*', 'https://example.com/a?page=3', true],
    ['https://example.com?page=1', 'https://example.com/?page=1', true],
    ['*?slow=*', 'https://example.com/a?slow=1', true],
    ['*', 'http://anything.org:8080/x?y', true],
  ])('%s and %s: %s', (pattern, url, expected) => {
    expect(matchesUrl(pattern, url)).toBe(expected);
  });

  it('is no matter of backtracking', () => {
    const pattern = `https://example.com/${'*a'.repeat(5_000)}b`;
    expect(matchesUrl(pattern, `https://example.com/${'a'.repeat(50_000)}`)).toBe(false);
  });
});

describe('answering', () => {
  const url = 'https://httpbin.org/delay/2';
  const seen = (rule: InternetRule, delaysMs: number[] = [], asked = url) => {
    const done = answering(aRequest(asked), { delaysMs, rules: [rule] });
    if (done.kind !== 'answer') return done;
    const { status, headers, latencyMs, body } = done.answer;
    return { status, headers, latencyMs, text: Buffer.isBuffer(body) ? body.toString() : body.length };
  };

  it('is the usual one without a rule that matches', () => {
    expect(seen({ url: 'https://example.com/', status: 500 })).toMatchObject({
      status: 200,
      latencyMs: 2000,
    });
  });

  it.each<[string, InternetRule, object]>([
    ['a status alone', { url, status: 503 }, { status: 503, latencyMs: 2000, text: '' }],
    [
      'a text',
      { url, body: 'slow' },
      { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, text: 'slow' },
    ],
    [
      'JSON, known by its look',
      { url, body: '{"a": 1}', delayMs: 10 },
      { headers: { 'Content-Type': 'application/json' }, latencyMs: 10 },
    ],
    [
      'a type of its own, however it is written',
      { url, body: '{}', headers: { 'content-type': 'application/hal+json' } },
      { headers: { 'content-type': 'application/hal+json' } },
    ],
    [
      'headers beside the usual ones',
      { url, headers: { 'Retry-After': '5' } },
      { status: 200, headers: { 'Content-Type': 'application/json', 'Retry-After': '5' } },
    ],
    ['a delay alone', { url, delayMs: 1234 }, { status: 200, latencyMs: 1234 }],
    ['a timeout', { url, failure: 'timeout' }, { kind: 'timeout' }],
    ['a reset', { url, failure: 'reset' }, { kind: 'reset', latencyMs: 2000 }],
    ['a reset after a while', { url, failure: 'reset', delayMs: 50 }, { kind: 'reset', latencyMs: 50 }],
  ])('of a rule with %s', (_, rule, expected) => {
    expect(seen(rule)).toMatchObject(expected);
  });

  it('takes the delay of the order of arrival where the rule names none', () => {
    expect(seen({ url, status: 500 }, [300])).toMatchObject({ status: 500, latencyMs: 300 });
    expect(seen({ url, status: 500, delayMs: 40 }, [300])).toMatchObject({ status: 500, latencyMs: 40 });
  });

  it('is that of the first rule that matches', () => {
    const rules = [
      { url: 'https://example.com/*', status: 500 },
      { url: '*', status: 404 },
      { url, status: 200 },
    ];
    expect(answering(aRequest(url), { delaysMs: [], rules })).toMatchObject({ answer: { status: 404 } });
  });
});
