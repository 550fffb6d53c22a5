import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma.service.js';

const windowMs = 15 * 60 * 1000;

/**
 * Failures within a window. Of an account few: nobody mistypes a password so often, and at this rate a weak one lasts years.
 * Of an address more: a whole class may sit behind one.
 */
export const failuresAllowed = { account: 20, address: 100 } as const;

export interface SignInAttempt {
  /** Null: go on. Else there were too many, and this is when to come back. */
  readonly retryAfterSeconds: number | null;
  /** The password was right: this attempt does not count. */
  succeeded(): Promise<void>;
}

/**
 * Counts failed sign-ins per account and per address, in the database, so that several processes count together. An attempt
 * is counted before the password is looked at and taken back when it was right: many at once gain nothing.
 */
@Injectable()
export class SignInThrottle {
  constructor(private readonly prisma: PrismaService) {}

  async begin({ email, address }: { email: string; address: string }, now: Date): Promise<SignInAttempt> {
    const keys = { account: accountKey(email), address: `sign-in:address:${networkOf(address)}` };
    const waits = [
      await this.count(keys.address, failuresAllowed.address, now),
      await this.count(keys.account, failuresAllowed.account, now),
    ];
    const waitMs = Math.max(...waits);
    return {
      retryAfterSeconds: waitMs > 0 ? Math.ceil(waitMs / 1000) : null,
      succeeded: async () => {
        await this.prisma.rateLimit.deleteMany({ where: { key: keys.account } });
        await this.prisma.rateLimit.updateMany({
          where: { key: keys.address, count: { gt: 0 } },
          data: { count: { decrement: 1 } },
        });
      },
    };
  }

  /** One more; 0 when that is within what is allowed, else how long the window is still open. */
  private async count(key: string, allowed: number, now: Date): Promise<number> {
    const [row] = await this.prisma.$queryRaw<{ count: number; began: bigint }[]>`
      INSERT INTO rate_limits AS known (id, key, count, last_request)
      VALUES (gen_random_uuid(), ${key}, 1, ${now.getTime()})
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN known.last_request <= ${now.getTime() - windowMs} THEN 1 ELSE known.count + 1 END,
        last_request =
          CASE WHEN known.last_request <= ${now.getTime() - windowMs} THEN ${now.getTime()} ELSE known.last_request END
      RETURNING count, last_request AS began`;
    if (!row) throw new Error('An upsert returns its row');
    if (row.count === 1) await this.forgetOld(now);
    return row.count <= allowed ? 0 : Number(row.began) + windowMs - now.getTime();
  }

  private async forgetOld(now: Date): Promise<void> {
    await this.prisma.rateLimit.deleteMany({ where: { lastRequest: { lte: now.getTime() - windowMs } } });
  }
}

/** What people type need not be an address that we know, and is not ours to keep. */
function accountKey(email: string): string {
  return `sign-in:account:${createHash('sha256').update(email.toLowerCase()).digest('hex')}`;
}

/** Whoever has one address of version 6 has 2^64 of them: counted by network. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = address.includes('::') ? [...left, ...zeros, ...right] : left;
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
