import 'reflect-metadata';
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  webcrypto,
} from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import * as x509 from '@peculiar/x509';

/**
 * The private authority that the jail trusts, and certificates on demand for whatever name a program asks for.
 * All are valid from 2000 to 2100, because the jail's date is fixed and may be any day.
 */

const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const validity = { notBefore: new Date('2000-01-01T00:00:00Z'), notAfter: new Date('2100-01-01T00:00:00Z') };
const authorityName = [{ O: ['Interleave'] }, { CN: ['Interleave stand-in internet authority'] }];
/** A hostile program can ask for any number of names; one context takes some tens of kilobytes. */
const cachedContextsMaximum = 500;

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: CryptoKeyPair;
}
type CryptoKeyPair = { privateKey: webcrypto.CryptoKey; publicKey: webcrypto.CryptoKey };

export class Certificates {
  readonly #contexts = new Map<string, Promise<SecureContext>>();

  private constructor(
    private readonly authority: Authority,
    /** One key for all leaves: making a key would cost as much as signing. */
    private readonly leafKeys: CryptoKeyPair,
    private readonly leafKeyPem: string,
  ) {}

  /** Loads the authority kept in `directory` (`ca.pem`, `ca-key.pem`), or makes it there. */
  static async open(directory: string): Promise<Certificates> {
    const authority = await openAuthority(directory);
    const leafKey = newKey();
    return new Certificates(authority, await importKey(leafKey), toPem(leafKey));
  }

  /** For a server that answers to all of these names and addresses. */
  contextFor(names: readonly string[]): Promise<SecureContext> {
    const key = names.join(' ');
    const known = this.#contexts.get(key);
    if (known) return known;
    const made = this.#make(names);
    this.#contexts.set(key, made);
    made.catch(() => this.#contexts.delete(key));
    if (this.#contexts.size > cachedContextsMaximum) {
      this.#contexts.delete(this.#contexts.keys().next().value as string);
    }
    return made;
  }

  async #make(names: readonly string[]): Promise<SecureContext> {
    const { certificate, keys } = this.authority;
    const leaf = await x509.X509CertificateGenerator.create({
      ...validity,
      serialNumber: serialOf(names.join(' ')),
      subject: [{ CN: ['Interleave stand-in internet'] }],
      issuer: certificate.subjectName,
      publicKey: this.leafKeys.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: signing,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          names.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
        ),
        await x509.SubjectKeyIdentifierExtension.create(this.leafKeys.publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return createSecureContext({ key: this.leafKeyPem, cert: leaf.toString('pem') });
  }
}

/**
 * The key is the authority: `link` gives it its name in one step, so that of two processes starting together one
 * loses and takes the other's. The certificate follows from the key, and is remade if it is missing or not the key's.
 */
async function openAuthority(directory: string): Promise<Authority> {
  mkdirSync(directory, { recursive: true });
  const keyPath = join(directory, 'ca-key.pem');
  const certificatePath = join(directory, 'ca.pem');
  const key = createPrivateKey(readOrCreate(keyPath, 0o600, () => toPem(newKey())));
  const keys = await importKey(key);
  const fresh = await selfSigned(keys);
  const kept = new x509.X509Certificate(readOrCreate(certificatePath, 0o644, () => fresh.toString('pem')));
  if (sameKey(kept, fresh)) return { certificate: kept, keys };
  replace(certificatePath, fresh.toString('pem'));
  return { certificate: fresh, keys };
}

async function selfSigned(keys: CryptoKeyPair): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: authorityName,
    serialNumber: '01',
    keys,
    signingAlgorithm: signing,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

function sameKey(one: x509.X509Certificate, other: x509.X509Certificate): boolean {
  return Buffer.from(one.publicKey.rawData).equals(Buffer.from(other.publicKey.rawData));
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function toPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function importKey(key: KeyObject): Promise<CryptoKeyPair> {
  const { d: _secret, ...publicJwk } = key.export({ format: 'jwk' });
  const { subtle } = webcrypto;
  return {
    privateKey: await subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), signing, true, [
      'sign',
    ]),
    publicKey: await subtle.importKey('jwk', publicJwk, signing, true, ['verify']),
  };
}

/** Positive, at most 16 bytes; equal names get equal serials, which is harmless as the certificates are equal too. */
function serialOf(names: string): string {
  return `01${createHash('sha256').update(names).digest('hex').slice(0, 30)}`;
}

function readOrCreate(path: string, mode: number, make: () => string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const temporary = temporaryBeside(path);
  writeFileSync(temporary, make(), { mode });
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  return readFileSync(path, 'utf8');
}

function replace(path: string, text: string): void {
  const temporary = temporaryBeside(path);
  writeFileSync(temporary, text, { mode: 0o644 });
  renameSync(temporary, path);
}

function temporaryBeside(path: string): string {
  return `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
}
