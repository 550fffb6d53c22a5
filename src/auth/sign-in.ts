import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { Config } from '../config/config.js';
import type { PrismaService } from '../platform/prisma.service.js';
import { hashPassword, isPassword, passwordMaxLength, passwordMinLength } from './password.js';

/** Where the library answers; what it answers to is listed in src/auth/sign-in-routes.ts. */
export const signInPath = '/api/auth';

const sessionSeconds = 14 * 24 * 60 * 60;
const sessionRenewedAfterSeconds = 24 * 60 * 60;

/** Token of the library's object in Nest's container. */
export const SIGN_IN = Symbol('SignIn');
export type SignIn = ReturnType<typeof makeSignIn>;

/**
 * Sign-in, sign-out and sessions, by better-auth: httpOnly SameSite=Lax cookies, sessions in the database, requests
 * from other origins refused, attempts counted in the database.
 */
export function makeSignIn(prisma: PrismaService, config: Config) {
  return betterAuth({
    // In development the port may be any free one; the Host header has been found to name this machine by then.
    ...(config.publicUrl === null ? {} : { baseURL: config.publicUrl }),
    basePath: signInPath,
    secret: config.secret,
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    user: {
      modelName: 'person',
      additionalFields: {
        isAdministrator: { type: 'boolean', input: false, defaultValue: false },
      },
    },
    session: {
      modelName: 'session',
      fields: { userId: 'personId' },
      expiresIn: sessionSeconds,
      updateAge: sessionRenewedAfterSeconds,
    },
    account: { modelName: 'account', fields: { userId: 'personId' } },
    verification: { modelName: 'verification' },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rateLimit',
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    emailAndPassword: {
      enabled: true,
      // Accounts are made by invitation, by import or by an administrator.
      disableSignUp: true,
      minPasswordLength: passwordMinLength,
      maxPasswordLength: passwordMaxLength,
      password: {
        hash: hashPassword,
        verify: ({ password, hash }) => isPassword(password, hash),
      },
    },
    advanced: {
      cookiePrefix: 'interleave',
      useSecureCookies: config.publicUrl?.startsWith('https:') ?? false,
      database: { generateId: () => randomUUID() },
    },
  });
}
