import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { exercisesDirectory } from './package-root.js';
import { asList, duration, hostOrNetwork, serverUrl, wholeNumber } from './value-forms.js';

export const roles = ['api', 'worker'] as const;
export type Role = (typeof roles)[number];

const logLevels = ['error', 'warn', 'log', 'debug', 'verbose'] as const;
export type LogLevel = (typeof logLevels)[number];

export const modes = ['development', 'production'] as const;
export type Mode = (typeof modes)[number];

/** Names that only this machine can reach: in development, with its well-known accounts, nobody else may call. */
const loopbackHosts = ['127.0.0.1', '::1', 'localhost'];

/** Signs cookies in development. Production refuses to start with it. */
const developmentSecret = 'interleave-development-only-secret';
const secretMinLength = 32;

const rolesText = z
  .string()
  .default(roles.join(','))
  .transform((text) => [...new Set(text.split(',').map((role) => role.trim()))])
  .pipe(z.array(z.enum(roles, { error: `expected a list out of: ${roles.join(', ')}` })).min(1));

/** Every variable of the environment that the service reads. */
const environmentSchema = z.object({
  INTERLEAVE_ROLES: rolesText,
  INTERLEAVE_MODE: z.enum(modes, { error: `expected one of: ${modes.join(', ')}` }).default('development'),
  INTERLEAVE_HOST: z.string().default('127.0.0.1'),
  INTERLEAVE_PUBLIC_URL: serverUrl('http:', 'https:'),
  INTERLEAVE_SECRET: z
    .string()
    .min(secretMinLength, { error: `expected at least ${secretMinLength} characters` })
    .default(developmentSecret),
  INTERLEAVE_DEMO: z.enum(['on', 'off'], { error: 'expected on or off' }).optional(),
  INTERLEAVE_PRACTICE: z.enum(['open', 'signed-in']).optional(),
  INTERLEAVE_TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  INTERLEAVE_OIDC_ISSUER: serverUrl('https:', 'http:'),
  INTERLEAVE_OIDC_CLIENT_ID: z.string().optional(),
  INTERLEAVE_OIDC_CLIENT_SECRET: z.string().optional(),
  INTERLEAVE_OIDC_NAME: z.string().max(60).default('OpenID'),
  INTERLEAVE_OIDC_SIGN_UP: z.enum(['on', 'off'], { error: 'expected on or off' }).default('off'),
  PORT: wholeNumber(0, 65_535).default(4000),
  DATABASE_URL: serverUrl('postgres:', 'postgresql:'),
  REDIS_URL: serverUrl('redis:', 'rediss:'),
  INTERLEAVE_STATE: z.string().default('.interleave'),
  INTERLEAVE_EXERCISES: z.string().default(exercisesDirectory),
  INTERLEAVE_CONCURRENCY: wholeNumber(1, 256).optional(),
  INTERLEAVE_DRAIN_MS: wholeNumber(0, 600_000).default(20_000),
  INTERLEAVE_OUTGOING_ALLOW: z.string().default('').transform(asList).pipe(z.array(hostOrNetwork)),
  INTERLEAVE_DELIVERY_RETRIES: z
    .string()
    .default('0s,5s,5m,30m,2h,5h,10h,14h,20h,24h')
    .transform(asList)
    .pipe(z.array(duration).min(1).max(50)),
  INTERLEAVE_DELIVERY_DISABLE_AFTER: z.string().default('5d').pipe(duration),
  INTERLEAVE_DELIVERY_KEEP: z.string().default('30d').pipe(duration),
  INTERLEAVE_LOG_LEVEL: z.enum(logLevels).default('log'),
  INTERLEAVE_LOG_FORMAT: z.enum(['json', 'text']).optional(),
});

/** Token of the Config in Nest's container. */
export const CONFIG = Symbol('Config');

/** Where people sign in besides, or instead of, here. */
export interface OpenIdConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** For the button. */
  readonly name: string;
  /** Whether whoever the provider knows gets an account; else only people who are known by their address come in. */
  readonly makesAccounts: boolean;
}

/** How other systems are told what happens here. */
export interface DeliveryConfig {
  /** Before each attempt, from the first: so many milliseconds after the one before. */
  readonly retryScheduleMs: readonly number[];
  /** A receiver that has done nothing but fail for so long is disabled. */
  readonly disableAfterMs: number;
  /** How long what was sent is kept, after its end. */
  readonly keepMs: number;
}

export interface Config {
  /** `development` has well-known accounts and listens on this machine only. */
  readonly mode: Mode;
  /** Where people reach the service, without a path; null: at the address it listens on. */
  readonly publicUrl: string | null;
  /** Signs cookies. */
  readonly secret: string;
  /** Whether there is a course with generated people, whose accounts everybody knows; in development only. */
  readonly hasDemo: boolean;
  /** Who may hand in for practice, outside of any course: anybody, or people who are signed in. */
  readonly practice: 'open' | 'signed-in';
  /** Null: with address and password only. */
  readonly openId: OpenIdConfig | null;
  /** How many proxies stand between callers and this process: that many addresses of X-Forwarded-For are believed. */
  readonly trustedProxies: number;
  readonly roles: readonly Role[];
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Null: the service keeps a Postgres of its own in `stateDirectory`. */
  readonly databaseUrl: string | null;
  /** Null: the queue lives in Postgres too. */
  readonly redisUrl: string | null;
  readonly stateDirectory: string;
  /** The folder with a folder for each exercise. */
  readonly exercisesDirectory: string;
  /** Submissions that one worker grades at the same time. */
  readonly concurrency: number;
  /** How long a worker that is asked to stop may go on with what it has begun, before it hands it back. */
  readonly drainMs: number;
  /** Addresses, networks and hosts that may be called although they are not in the public internet. */
  readonly outgoingAllow: readonly string[];
  readonly delivery: DeliveryConfig;
  readonly logLevel: LogLevel;
  readonly logFormat: 'json' | 'text';
}

/** Says of every wrong variable what is wrong with it, not only of the first. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** An empty variable counts as absent, as in most service managers. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name}=${shown(name, environment[name])}: ${issue.message}`;
      }),
    );
  }
  const values = parsed.data;
  const problems = contradictions(values);
  if (problems.length > 0) throw new ConfigError(problems);
  const isDevelopment = values.INTERLEAVE_MODE === 'development';
  return {
    mode: values.INTERLEAVE_MODE,
    publicUrl:
      values.INTERLEAVE_PUBLIC_URL === undefined ? null : new URL(values.INTERLEAVE_PUBLIC_URL).origin,
    secret: values.INTERLEAVE_SECRET,
    hasDemo: values.INTERLEAVE_DEMO === 'on' || (values.INTERLEAVE_DEMO === undefined && isDevelopment),
    practice: values.INTERLEAVE_PRACTICE ?? (isDevelopment ? 'open' : 'signed-in'),
    openId: openIdOf(values),
    trustedProxies: values.INTERLEAVE_TRUSTED_PROXIES,
    roles: values.INTERLEAVE_ROLES,
    host: values.INTERLEAVE_HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    stateDirectory: resolve(values.INTERLEAVE_STATE),
    exercisesDirectory: resolve(values.INTERLEAVE_EXERCISES),
    concurrency: values.INTERLEAVE_CONCURRENCY ?? availableParallelism(),
    drainMs: values.INTERLEAVE_DRAIN_MS,
    outgoingAllow: values.INTERLEAVE_OUTGOING_ALLOW,
    delivery: {
      retryScheduleMs: values.INTERLEAVE_DELIVERY_RETRIES,
      disableAfterMs: values.INTERLEAVE_DELIVERY_DISABLE_AFTER,
      keepMs: values.INTERLEAVE_DELIVERY_KEEP,
    },
    logLevel: values.INTERLEAVE_LOG_LEVEL,
    logFormat: values.INTERLEAVE_LOG_FORMAT ?? (process.stdout.isTTY ? 'text' : 'json'),
  };
}

type Values = z.infer<typeof environmentSchema>;

function openIdOf(values: Values): OpenIdConfig | null {
  const {
    INTERLEAVE_OIDC_ISSUER: issuer,
    INTERLEAVE_OIDC_CLIENT_ID: clientId,
    INTERLEAVE_OIDC_CLIENT_SECRET: clientSecret,
  } = values;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  const makesAccounts = values.INTERLEAVE_OIDC_SIGN_UP === 'on';
  return { issuer, clientId, clientSecret, name: values.INTERLEAVE_OIDC_NAME, makesAccounts };
}

/** What each variable allows by itself, but not with the others. */
function contradictions(values: Values): string[] {
  return values.INTERLEAVE_ROLES.includes('api') ? [...modeProblems(values), ...openIdProblems(values)] : [];
}

/** Half of it set up would look like none of it. */
function openIdProblems(values: Values): string[] {
  const issuer = values.INTERLEAVE_OIDC_ISSUER;
  const needed = [
    'INTERLEAVE_OIDC_ISSUER',
    'INTERLEAVE_OIDC_CLIENT_ID',
    'INTERLEAVE_OIDC_CLIENT_SECRET',
  ] as const;
  if (needed.every((name) => values[name] === undefined)) return [];
  const problems = [...needed, 'INTERLEAVE_PUBLIC_URL' as const]
    .filter((name) => values[name] === undefined)
    .map((name) => `${name}: sign-in by OpenID needs it`);
  if (values.INTERLEAVE_MODE === 'production' && issuer?.startsWith('http:'))
    problems.push('INTERLEAVE_OIDC_ISSUER: in production it must begin with https://');
  return problems;
}

function modeProblems(values: Values): string[] {
  const { INTERLEAVE_HOST: host } = values;
  if (values.INTERLEAVE_MODE === 'development') {
    if (loopbackHosts.includes(host)) return [];
    return [
      `INTERLEAVE_HOST="${host}": in development, whose accounts everybody knows, only this machine may call: ${loopbackHosts.join(', ')}. INTERLEAVE_MODE=production listens anywhere`,
    ];
  }
  const problems: string[] = [];
  if (values.INTERLEAVE_DEMO === 'on') {
    problems.push(
      'INTERLEAVE_DEMO="on": everybody knows the accounts of the demo course; it is for development only',
    );
  }
  if (values.INTERLEAVE_SECRET === developmentSecret) {
    problems.push(
      'INTERLEAVE_SECRET: in production it must be set, to at least 32 characters that nobody can guess',
    );
  }
  if (values.INTERLEAVE_PUBLIC_URL === undefined) {
    problems.push(
      'INTERLEAVE_PUBLIC_URL: in production it must say where people reach the service, as in https://interleave.example.org',
    );
  }
  return problems;
}

/** Addresses of servers may carry a password. */
function shown(name: string, value: string | undefined): string {
  return name.endsWith('_URL') || name.endsWith('_SECRET') ? '(hidden)' : JSON.stringify(value);
}
