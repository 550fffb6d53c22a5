import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseConfig } from '../../src/config/config.js';

/** There is no container engine where the tests run: what can go out of step with the code is checked as text. */

const project = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(project, path), 'utf8');

const serviceSchema = z.strictObject({
  image: z
    .string()
    .regex(/^[a-z]+:\d+-bookworm$/, 'a major version on Debian 12')
    .optional(),
  build: z.literal('.').optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string().startsWith('127.0.0.1:')).optional(),
  volumes: z.array(z.string()).optional(),
  tmpfs: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z
    .strictObject({ test: z.array(z.string()), interval: z.string(), retries: z.int() })
    .optional(),
  cap_drop: z.array(z.literal('ALL')).optional(),
  security_opt: z.array(z.string()).optional(),
  restart: z.literal('unless-stopped').optional(),
});
/** What somebody who follows the first lines of the file has set. */
const given: Readonly<Record<string, string>> = {
  INTERLEAVE_PUBLIC_URL: 'https://interleave.example.org',
  INTERLEAVE_SECRET: 'what openssl has made of 48 random bytes',
};

/** ${NAME:?why it is needed} and ${NAME:-default}, as Compose fills them in. */
function filledIn(environment: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, text]) => [
      name,
      text.replaceAll(/\$\{(\w+):(?:\?[^}]+|-([^}]*))\}/g, (_all, variable: string, usual?: string) => {
        const value = given[variable] ?? usual;
        if (value === undefined) throw new Error(`${variable} is needed`);
        return value;
      }),
    ]),
  );
}

const composeSchema = z.strictObject({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
});

describe('docker-compose.yml', () => {
  const compose = composeSchema.parse(parse(read('docker-compose.yml')));

  test('has the two stores and the two roles', () => {
    expect(Object.keys(compose.services)).toEqual(['postgres', 'redis', 'api', 'worker']);
    for (const { image, build } of Object.values(compose.services)) expect(image ?? build).toBeDefined();
  });

  test.each(['api', 'worker'])(
    '%s starts in that role with an environment that the service accepts',
    (role) => {
      const config = parseConfig(filledIn(compose.services[role]?.environment));
      expect(config.roles).toEqual([role]);
      expect(config).toMatchObject({ mode: 'production', hasDemo: false });
      expect(config.databaseUrl).not.toBeNull();
      expect(config.redisUrl).not.toBeNull();
    },
  );

  test('the api is for people: it wants a secret, and is published to a proxy on the host alone', () => {
    const { environment, ports } = compose.services.api ?? {};
    for (const name of Object.keys(given)) expect(environment?.[name]).toMatch(/^\$\{\w+:\?/);
    const config = parseConfig(filledIn(environment));
    expect(config).toMatchObject({ host: '0.0.0.0', practice: 'signed-in', openId: null, trustedProxies: 1 });
    expect(ports).toEqual([`127.0.0.1:${config.port}:${config.port}`]);
  });

  test('stores that are waited for say when they are healthy', () => {
    for (const { depends_on } of Object.values(compose.services)) {
      for (const store of Object.keys(depends_on ?? {}))
        expect(compose.services[store]?.healthcheck).toBeDefined();
    }
  });

  test('both roles use the stores by their names, with the password that was set, and nobody else can', () => {
    const { postgres, redis, api, worker } = compose.services;
    expect([postgres?.ports, redis?.ports]).toEqual([undefined, undefined]);
    for (const environment of [api?.environment, worker?.environment]) {
      expect(environment?.REDIS_URL).toBe('redis://redis:6379');
      const address = new URL(environment?.DATABASE_URL ?? '');
      expect(address.host).toBe('postgres:5432');
      expect(address.username).toBe(postgres?.environment?.POSTGRES_USER);
      expect(address.password).toBe(postgres?.environment?.POSTGRES_PASSWORD);
      expect(address.pathname).toBe(`/${postgres?.environment?.POSTGRES_DB}`);
    }
  });

  test('every named volume is declared', () => {
    const named = Object.values(compose.services).flatMap(({ volumes }) => volumes ?? []);
    expect(named.map((volume) => volume.split(':')[0]).sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  test('the seccomp profile of the worker leaves the calls that building and watching a jail needs', () => {
    const option = compose.services.worker?.security_opt?.find((text) => text.startsWith('seccomp:')) ?? '';
    const profile = JSON.parse(read(option.slice('seccomp:'.length))) as { syscalls: { names: string[] }[] };
    const refused = profile.syscalls.flatMap(({ names }) => names);
    const needed = [
      'unshare',
      'clone',
      'clone3',
      'mount',
      'umount2',
      'pivot_root',
      'setns',
      'sethostname',
      'chroot',
    ];
    const watching = [
      'ptrace',
      'process_vm_readv',
      'process_vm_writev',
      'seccomp',
      'pidfd_open',
      'pidfd_getfd',
    ];
    expect(refused.filter((name) => [...needed, ...watching].includes(name))).toEqual([]);
    expect(refused).toEqual([...new Set(refused)].sort());
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').replace(/\\\n/g, ' ').split('\n');

  test('installs the packages that setup/packages.sh asks for when it serves', () => {
    const installed = lines.find((line) => line.includes('apt-get install')) ?? '';
    for (const name of ['bubblewrap', 'python3', 'python3-aiohttp', 'python3-httpx', 'python3-requests']) {
      expect(installed.split(/\s+/)).toContain(name);
      expect(read('setup/packages.sh')).toContain(name.replace(/-.*/, ''));
    }
  });

  test('copies only what the project has or builds', () => {
    const built = ['node_modules', 'dist', 'build'];
    const copied = lines
      .filter((line) => line.startsWith('COPY'))
      .flatMap((line) => line.split(/\s+/).slice(1, -1))
      .filter((word) => !word.startsWith('--') && word !== '.')
      .map((path) => path.replace(/^\/app\//, ''));
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied)
      expect(built.includes(path) || existsSync(join(project, path)), path).toBe(true);
  });

  test('does not run as root, and starts the program that the build makes', () => {
    expect(lines).toContain('USER node');
    const command = JSON.parse(
      lines.find((line) => line.startsWith('CMD'))?.slice('CMD '.length) ?? '[]',
    ) as string[];
    const program = command.at(-1) ?? '';
    expect(existsSync(join(project, program.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  });
});
