import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma.service.js';

const windowMs = 15 * 60 * 1000;

/**
 * Failures within a window. Of an account from one address few: nobody mistypes a password so often, and at this rate a weak
 * one lasts years. Of an account from everywhere more: else whoever knows somebody's e-mail could keep them out by failing on
 * purpose. Of an address, for any account, more than few too: a whole class may sit behind one.
 */
export const failuresAllowed = { accountFromAddress: 20, account: 200, address: 100 } as const;

export interface SignInAttempt {
  /** Null: go on. Else there were too many, and this is when to come back. */
  readonly retryAfterSeconds: number | null;
  /** The password was right: this attempt does not count. */
  succeeded(): Promise<void>;
}

/**
 * Counts failed sign-ins by account and by address, in the database, so that several processes count together. An attempt
 * is counted before the password is looked at and taken back when it was right: many at once gain nothing.
 */
@Injectable()
export class SignInThrottle {
  constructor(private readonly prisma: PrismaService) {}

  async begin({ email, address }: { email: string; address: string }, now: Date): Promise<SignInAttempt> {
    const [account, network] = [digestOf(email), networkOf(address)];
    const fromAddress = `sign-in:account-from-address:${account}:${network}`;
    const shared = { account: `sign-in:account:${account}`, address: `sign-in:address:${network}` };
    const waitMs = Math.max(
      await this.count(shared.address, failuresAllowed.address, now),
      await this.count(fromAddress, failuresAllowed.accountFromAddress, now),
      await this.count(shared.account, failuresAllowed.account, now),
    );
    return {
      retryAfterSeconds: waitMs > 0 ? Math.ceil(waitMs / 1000) : null,
      succeeded: async () => {
        await this.prisma.rateLimit.deleteMany({ where: { key: fromAddress } });
        await this.prisma.rateLimit.updateMany({
          where: { key: { in: Object.values(shared) }, count: { gt: 0 } },
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
function digestOf(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex');
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
