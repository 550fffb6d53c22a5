import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { genericOAuth } from 'better-auth/plugins';
import type { Config, OpenIdConfig } from '../config/config.js';
import type { PrismaService } from '../platform/prisma.service.js';
import { launchSessionPlugin } from './launch-session-plugin.js';
import { hashPassword, isPassword, passwordMaxLength, passwordMinLength } from './password.js';

/** Where src/auth/sign-in.controller.ts passes on to the library. */
const signInPath = '/api/auth';

/** How the library calls the OpenID provider, of which there is one. */
export const openIdProvider = 'open-id';
/** Page that says why signing in at the provider has failed. */
export const signInErrorPage = '/sign-in';

const sessionSeconds = 14 * 24 * 60 * 60;
const sessionRenewedAfterSeconds = 24 * 60 * 60;

/** Token of the library's object in Nest's container. */
export const SIGN_IN = Symbol('SignIn');
export type SignIn = ReturnType<typeof makeSignIn>;

/**
 * Sign-in, sign-out and sessions, by better-auth: httpOnly SameSite=Lax cookies, sessions in the database. It is called as
 * functions, never as a server of its own: what it would check of a request is checked before (src/platform/own-origin.ts,
 * src/auth/sign-in-throttle.ts).
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
      validateUserInfo: (identity) => objectionTo(identity, prisma),
    },
    session: {
      modelName: 'session',
      fields: { userId: 'personId' },
      expiresIn: sessionSeconds,
      updateAge: sessionRenewedAfterSeconds,
    },
    account: {
      modelName: 'account',
      fields: { userId: 'personId' },
      updateAccountOnSignIn: false,
      // `objectionTo` decides whose account an identity may open.
      accountLinking: { requireLocalEmailVerified: false },
    },
    databaseHooks: {
      account: { create: { before: async (account) => ({ data: { ...account, ...noTokens } }) } },
    },
    verification: { modelName: 'verification' },
    rateLimit: { enabled: false },
    onAPIError: { errorURL: signInErrorPage },
    plugins: [launchSessionPlugin, ...(config.openId ? [openIdPlugin(config.openId)] : [])],
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
      ipAddress: { disableIpTracking: true },
    },
  });
}

/** Signature, issuer, audience, nonce, state and PKCE are the library's to check, against what the issuer publishes. */
function openIdPlugin({ issuer, clientId, clientSecret, makesAccounts }: OpenIdConfig) {
  return genericOAuth({
    config: [
      {
        providerId: openIdProvider,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        // Without an ID token, which OpenID demands, nothing of all that was checked.
        accountSubject: ({ tokens, profile }) => (tokens.idToken ? String(profile.sub ?? '') : ''),
        disableSignUp: !makesAccounts,
      },
    ],
  });
}

/** We ask the provider who somebody is, and nothing afterwards: what could be asked with is not kept. */
const noTokens = { accessToken: null, refreshToken: null, idToken: null };

/**
 * Null when an identity of the provider may open an account. It counts by its e-mail address, which the provider must have
 * verified; and an account whose address somebody made up, with a password of theirs, must not become another's.
 */
async function objectionTo(
  {
    user,
    source,
  }: { user: { id?: string; emailVerified?: boolean }; source: { method: string; action: string } },
  prisma: PrismaService,
): Promise<{ error: string } | undefined> {
  if (source.method !== 'oauth' || source.action === 'sign-in') return undefined;
  if (user.emailVerified !== true) return { error: 'email_not_verified' };
  if (source.action === 'create-user') return undefined;
  const known = await prisma.person.findUnique({
    where: { id: user.id ?? '' },
    select: { emailVerified: true, accounts: { where: { password: { not: null } }, select: { id: true } } },
  });
  return known && (known.emailVerified || known.accounts.length === 0)
    ? undefined
    : { error: 'account_not_linked' };
}
