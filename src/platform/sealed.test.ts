import { describe, expect, it } from 'vitest';
import { CannotBeOpened, Sealed } from './sealed.js';

const sealed = new Sealed('a secret of more than thirty-two characters');

describe('a sealed text', () => {
  it('is opened again by whoever has the secret, and tells nothing by itself', async () => {
    const text = 'whsec_ünknown';
    const kept = await sealed.seal('webhook-secret', text);
    expect(kept).not.toContain(Buffer.from(text).toString('base64url'));
    expect(await sealed.seal('webhook-secret', text)).not.toBe(kept);
    expect(await new Sealed('a secret of more than thirty-two characters').open('webhook-secret', kept)).toBe(
      text,
    );
  });

  it.each([
    ['under another secret', new Sealed('another secret of more than thirty-two'), (text: string) => text],
    ['when it was changed', sealed, (text: string) => `${text.slice(0, -4)}AAAA`],
    ['when it is something else', sealed, () => 'whsec_plain'],
  ])('cannot be opened %s', async (_case, by, change) => {
    const kept = change(await sealed.seal('webhook-secret', 'text'));
    await expect(by.open('webhook-secret', kept)).rejects.toThrow(CannotBeOpened);
  });

  it('cannot be opened for another purpose', async () => {
    const kept = await sealed.seal('webhook-secret', 'text');
    await expect(sealed.open('lti-private-key', kept)).rejects.toThrow(CannotBeOpened);
  });
});
