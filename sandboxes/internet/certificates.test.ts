import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Certificates } from './certificates.js';

describe('the authority', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'authority-')), 'made', 'on demand');
  });
  afterEach(() => rmSync(join(folder, '..', '..'), { recursive: true }));

  const authority = () => new X509Certificate(readFileSync(join(folder, 'ca.pem')));

  it('is made once, with a key that only its owner reads, and nothing else left behind', async () => {
    await Certificates.open(folder);
    const made = authority();
    expect(made.ca).toBe(true);
    expect(made.validTo).toContain('2100');
    expect(made.verify(made.publicKey)).toBe(true);
    expect(statSync(join(folder, 'ca-key.pem')).mode & 0o777).toBe(0o600);
    await Certificates.open(folder);
    expect(authority().raw).toEqual(made.raw);
    expect(readdirSync(folder).sort()).toEqual(['ca-key.pem', 'ca.pem']);
  });

  it('makes its certificate anew when that was lost, or belongs to another key', async () => {
    await Certificates.open(folder);
    const { publicKey } = authority();
    rmSync(join(folder, 'ca.pem'));
    await Certificates.open(folder);
    expect(authority().publicKey.equals(publicKey)).toBe(true);

    rmSync(join(folder, 'ca-key.pem'));
    await Certificates.open(folder);
    expect(authority().publicKey.equals(publicKey)).toBe(false);
  });

  it('fails with the reason when its folder holds something else', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'ca-key.pem'), 'no key');
    await expect(Certificates.open(folder)).rejects.toThrow();
  });

  it('makes the context of a name once', async () => {
    const certificates = await Certificates.open(folder);
    expect(await certificates.contextFor(['a.example'])).toBe(await certificates.contextFor(['a.example']));
    expect(await certificates.contextFor(['b.example'])).not.toBe(
      await certificates.contextFor(['a.example']),
    );
  });
});
