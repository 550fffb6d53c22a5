/** Forms that values of the environment have. */
import { isIP } from 'node:net';
import { z } from 'zod';

/** Absent, or an address with one of these protocols. */
export const serverUrl = (...protocols: string[]) =>
  z
    .string()
    .refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''), {
      error: `expected an address that begins with ${protocols.map((name) => `${name}//`).join(' or ')}`,
    })
    .optional();

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `expected a whole number from ${min} to ${max}` })
    .transform(Number)
    .pipe(
      z
        .number()
        .min(min, { error: `expected at least ${min}` })
        .max(max, { error: `expected at most ${max}` }),
    );

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** As in `30s`, in milliseconds. */
export const duration = z
  .string()
  .regex(/^\d{1,6}(ms|s|m|h|d)$/, { error: 'expected a time such as 500ms, 30s, 5m, 2h or 3d' })
  .transform((text) => {
    const unit = /[a-z]+$/.exec(text)?.[0] as keyof typeof unitMs;
    return Number.parseInt(text, 10) * unitMs[unit];
  });

/** What stands between commas. */
export const asList = (text: string) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** An address, a network in CIDR form, or the name of a host. */
export const hostOrNetwork = z
  .string()
  .toLowerCase()
  .refine(
    (entry) => {
      const [address = '', prefix, ...more] = entry.split('/');
      const version = isIP(address);
      if (version === 0) return hostName.test(entry);
      const longest = version === 4 ? 32 : 128;
      return (
        more.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest))
      );
    },
    { error: 'expected addresses, networks such as 10.1.0.0/16, or names of hosts, with commas between' },
  );
