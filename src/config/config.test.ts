import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.js';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseConfig', () => {
  it('needs nothing: both roles, on this machine, with its own Postgres', () => {
    expect(parseConfig({})).toMatchObject({
      roles: ['api', 'worker'],
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: null,
      redisUrl: null,
    });
  });

  it('takes an empty variable as absent', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 4000, databaseUrl: null });
  });

  it.each([
    ['worker', ['worker']],
    ['api, worker', ['api', 'worker']],
    ['api,api', ['api']],
  ])('reads the roles %j', (text, expected) => {
    expect(parseConfig({ INTERLEAVE_ROLES: text }).roles).toEqual(expected);
  });

  it('names every wrong variable at once', () => {
    const problems = problemsOf({
      PORT: '70000',
      INTERLEAVE_ROLES: 'api,cook',
      DATABASE_URL: 'mysql://user:secret@host/db',
      INTERLEAVE_CONCURRENCY: 'many',
    });
    expect(problems.map((problem) => problem.split('=')[0]).sort()).toEqual([
      'DATABASE_URL',
      'INTERLEAVE_CONCURRENCY',
      'INTERLEAVE_ROLES',
      'PORT',
    ]);
    expect(problems.join()).not.toContain('secret');
  });

  it('reads where deliveries may go, and when', () => {
    const { outgoingAllow, delivery } = parseConfig({
      INTERLEAVE_OUTGOING_ALLOW: '10.1.0.0/16, Moodle.internal,fd00::/8',
      INTERLEAVE_DELIVERY_RETRIES: '0s,500ms,2h',
      INTERLEAVE_DELIVERY_KEEP: '1d',
    });
    expect(outgoingAllow).toEqual(['10.1.0.0/16', 'moodle.internal', 'fd00::/8']);
    expect(delivery).toEqual({
      retryScheduleMs: [0, 500, 7_200_000],
      disableAfterMs: 5 * 86_400_000,
      keepMs: 86_400_000,
    });
  });

  it.each([
    ['INTERLEAVE_OUTGOING_ALLOW', '10.1.0.0/33'],
    ['INTERLEAVE_OUTGOING_ALLOW', 'https://moodle.internal'],
    ['INTERLEAVE_DELIVERY_RETRIES', '5 seconds'],
    ['INTERLEAVE_DELIVERY_RETRIES', ','],
    ['INTERLEAVE_DELIVERY_KEEP', 'forever'],
  ])('refuses %s=%j', (name, text) => {
    expect(problemsOf({ [name]: text })).toHaveLength(1);
  });

  it.each(['0.0.0.0', '192.168.1.5', '::'])('does not listen on %s in development', (host) => {
    expect(problemsOf({ INTERLEAVE_HOST: host })[0]).toContain('only this machine may call');
  });

  it('has the demo course in development only', () => {
    expect(parseConfig({}).hasDemo).toBe(true);
    expect(parseConfig({ INTERLEAVE_DEMO: 'off' }).hasDemo).toBe(false);
    expect(problemsOf({ INTERLEAVE_MODE: 'production', INTERLEAVE_DEMO: 'on' })[0]).toMatch(
      /^INTERLEAVE_DEMO/,
    );
  });

  it('listens anywhere in production, which wants a secret of its own and an address', () => {
    const production = { INTERLEAVE_MODE: 'production', INTERLEAVE_HOST: '0.0.0.0' };
    expect(problemsOf(production)).toEqual([
      expect.stringMatching(/^INTERLEAVE_SECRET: /),
      expect.stringMatching(/^INTERLEAVE_PUBLIC_URL: /),
    ]);
    const config = parseConfig({
      ...production,
      INTERLEAVE_SECRET: 'x'.repeat(32),
      INTERLEAVE_PUBLIC_URL: 'https://interleave.example.org/',
    });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://interleave.example.org',
      practice: 'signed-in',
      hasDemo: false,
    });
  });

  it('wants all of what sign-in by OpenID needs, or none of it', () => {
    const openId = {
      INTERLEAVE_OIDC_ISSUER: 'https://login.example.org',
      INTERLEAVE_OIDC_CLIENT_ID: 'interleave',
      INTERLEAVE_OIDC_CLIENT_SECRET: 'between us',
    };
    expect(parseConfig({}).openId).toBeNull();
    expect(problemsOf({ INTERLEAVE_OIDC_ISSUER: openId.INTERLEAVE_OIDC_ISSUER })).toEqual([
      expect.stringMatching(/^INTERLEAVE_OIDC_CLIENT_ID: /),
      expect.stringMatching(/^INTERLEAVE_OIDC_CLIENT_SECRET: /),
      expect.stringMatching(/^INTERLEAVE_PUBLIC_URL: /),
    ]);
    const publicUrl = { INTERLEAVE_PUBLIC_URL: 'https://interleave.example.org' };
    expect(parseConfig({ ...openId, ...publicUrl }).openId).toEqual({
      issuer: 'https://login.example.org',
      clientId: 'interleave',
      clientSecret: 'between us',
      name: 'OpenID',
      makesAccounts: false,
    });
    const plain = { ...openId, INTERLEAVE_OIDC_ISSUER: 'http://login.example.org' };
    expect(
      problemsOf({
        ...plain,
        ...publicUrl,
        INTERLEAVE_MODE: 'production',
        INTERLEAVE_SECRET: 'x'.repeat(32),
      }),
    ).toEqual([expect.stringContaining('must begin with https://')]);
  });
});
