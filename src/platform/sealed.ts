import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';

/** What a sealed text is for. Each has a key of its own: what was sealed for one cannot be opened as another. */
export type SealedPurpose = 'webhook-secret' | 'lti-private-key';

const keyBytes = 32;

/** It was sealed under another INTERLEAVE_SECRET, or changed since. */
export class CannotBeOpened extends Error {
  constructor(purpose: SealedPurpose, options: ErrorOptions) {
    super(
      `A stored ${purpose} cannot be opened: INTERLEAVE_SECRET is not the one it was sealed with`,
      options,
    );
  }
}

/**
 * Keeps secrets that the service must know in plain (to sign with them) out of the plain text of the database: sealed by
 * AES-256-GCM as a JWE, with a key that follows from INTERLEAVE_SECRET. A copy of the database alone tells none of them.
 */
export class Sealed {
  private readonly keys = new Map<SealedPurpose, Uint8Array>();

  /** `secret`: INTERLEAVE_SECRET. */
  constructor(private readonly secret: string) {}

  async seal(purpose: SealedPurpose, text: string): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(this.keyOf(purpose));
  }

  /** Throws CannotBeOpened. */
  async open(purpose: SealedPurpose, sealed: string): Promise<string> {
    try {
      const { plaintext } = await compactDecrypt(sealed, this.keyOf(purpose), {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return new TextDecoder().decode(plaintext);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new CannotBeOpened(purpose, { cause: error });
      throw error;
    }
  }

  private keyOf(purpose: SealedPurpose): Uint8Array {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = new Uint8Array(hkdfSync('sha256', this.secret, '', `interleave ${purpose}`, keyBytes));
    this.keys.set(purpose, key);
    return key;
  }
}
