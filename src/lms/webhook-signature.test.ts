import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.js';
import { makeWebhookSecret, signatureHeaders } from './webhook-signature.js';

describe('the signature of a message', () => {
  const body = '{"name":"Zoë"}';
  const message = { id: 'evt_1', sentAt: new Date(), body };

  it('is the one that the library of the specification makes', () => {
    const secret = makeWebhookSecret();
    const headers = signatureHeaders(message, [secret]);
    expect(headers['webhook-signature']).toBe(new Webhook(secret).sign('evt_1', message.sentAt, body));
    expect(new Webhook(secret).verify(body, headers)).toEqual({ name: 'Zoë' });
  });

  it('is there for each secret, in their order', () => {
    const secrets = [makeWebhookSecret(), makeWebhookSecret()];
    const headers = signatureHeaders(message, secrets);
    const each = secrets.map((secret) => signatureHeaders(message, [secret])['webhook-signature']);
    expect(headers['webhook-signature']).toBe(each.join(' '));
  });

  it.each([
    ['the body', { body: '{"name":"Eve"}' }],
    ['the id', { id: 'evt_2' }],
    ['the moment', { sentAt: new Date(message.sentAt.getTime() - 1_000) }],
  ])('does not fit when %s is another', (_what, change) => {
    const secret = makeWebhookSecret();
    const headers = signatureHeaders(message, [secret]);
    const other = { ...message, ...change };
    const changed = {
      'webhook-id': other.id,
      'webhook-timestamp': String(Math.floor(other.sentAt.getTime() / 1000)),
      'webhook-signature': headers['webhook-signature'] ?? '',
    };
    expect(() => new Webhook(secret).verify(other.body, changed)).toThrow();
  });
});

describe('Retry-After', () => {
  const now = new Date('2027-01-01T12:00:00Z');
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Fri, 01 Jan 2027 12:01:00 GMT', 60_000],
    ['Fri, 01 Jan 2027 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    ['-5', null],
    ['1.5', null],
    [undefined, null],
  ])('%j means %j ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
