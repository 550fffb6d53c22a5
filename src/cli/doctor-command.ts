import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { packageRoot } from '../config/package-root.js';
import { missingBuilds } from '../execution/local-execution.js';
import type { Supervised } from '../execution/supervisor.js';
import { defaultLimits, type Scenario } from '../grading/scenario.js';
import { asSeconds } from '../grading/seconds.js';
import { OurFaultError } from './exit-status.js';
import { withLocalExecution } from './local.js';
import { print } from './terminal.js';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What there is, or what is wrong. */
  readonly detail: string;
  /** Debian packages that would mend it. */
  readonly packages?: readonly string[];
  /** Another remedy. */
  readonly advice?: string;
  /** Only tests need it: missing is no fault. */
  readonly optional?: true;
}

/** Says of each requirement whether it is met, tries a run, and names what to install. */
export async function doctorCommand(): Promise<void> {
  const findings = [...systemFindings(), ...buildFindings()];
  const required = findings.filter(({ optional }) => !optional);
  if (required.every(({ ok }) => ok)) findings.push(...(await tryRun()));
  for (const finding of findings) print(lineOf(finding));
  const packages = [...new Set(findings.flatMap(({ ok, packages: names }) => (ok ? [] : (names ?? []))))];
  if (packages.length > 0) print(`\nTo install what is missing:\n  ${aptLine(packages)}`);
  if (findings.some(({ ok, optional }) => !ok && !optional)) {
    throw new OurFaultError('not-ready', 'This host is not ready to grade');
  }
  print('\nThis host is ready to grade.');
}

function lineOf({ name, ok, detail, advice, optional }: Finding): string {
  const sign = ok ? '✓' : optional ? '–' : '✗';
  return `${sign} ${name.padEnd(20)} ${detail}${!ok && advice ? `\n${' '.repeat(23)}${advice}` : ''}`;
}

function aptLine(packages: readonly string[]): string {
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

function systemFindings(): Finding[] {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return [
    { name: 'Linux on x86-64', ok: isOurPlatform(), detail: `${process.platform} ${process.arch}` },
    { name: 'Node', ok: major >= 24, detail: process.versions.node, advice: 'run: make setup' },
    programFinding('bubblewrap', 'bwrap', ['--version'], ['bubblewrap']),
    ...pythonFindings(),
    programFinding('C compiler', 'gcc', ['-dumpfullversion'], ['gcc', 'libc6-dev']),
    programFinding('make', 'make', ['--version'], ['make']),
    { ...programFinding('Chromium (tests)', 'chromium', ['--version'], ['chromium']), optional: true },
    { ...programFinding('Redis (tests)', 'redis-server', ['--version'], ['redis-server']), optional: true },
  ];
}

const isOurPlatform = (): boolean => process.platform === 'linux' && process.arch === 'x64';

function programFinding(name: string, program: string, argv: string[], packages: string[]): Finding {
  const version = firstLineOf(program, argv);
  return { name, ok: version !== null, detail: version ?? 'missing', packages };
}

/** Null when the program is not there or ends with an error. */
function firstLineOf(program: string, argv: readonly string[]): string | null {
  const { status, stdout } = spawnSync(program, argv, { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? (stdout.trim().split('\n')[0] ?? '').slice(0, 70) : null;
}

/** Always the system's: a python3 found first on PATH may lack the modules, and is not in the jail. */
const python = '/usr/bin/python3';

function pythonFindings(): Finding[] {
  const interpreter = programFinding('Python', python, ['--version'], ['python3']);
  const modules = ['aiohttp', 'httpx', 'requests'].map((module): Finding => {
    const code = `import importlib.metadata as m; print(m.version("${module}"))`;
    return programFinding(`Python ${module}`, python, ['-I', '-c', code], [`python3-${module}`]);
  });
  return [interpreter, ...modules];
}

function buildFindings(): Finding[] {
  const missing = missingBuilds();
  const detail = missing.length === 0 ? 'all there' : `missing: ${missing.join(', ')}`;
  const pages = existsSync(`${packageRoot}/build/web/index.html`);
  const advice = `run: make -C ${packageRoot} build`;
  return [
    { name: 'built parts', ok: missing.length === 0, detail, advice },
    { name: 'web pages', ok: pages, detail: pages ? 'built' : 'not built', advice, optional: true },
  ];
}

const scenario: Scenario = {
  id: 'doctor',
  title: 'a run to try',
  seed: 1,
  order: 'free',
  internet: { delaysMs: [] },
  probe: 'none',
  limits: defaultLimits,
};

const programToTry = `import time, urllib.request
time.sleep(2)
print(urllib.request.urlopen("https://httpbin.org/delay/1").status)
`;

async function tryRun(): Promise<Finding[]> {
  const planned = { files: { 'main.py': programToTry }, entry: 'main.py', scenario };
  const supervised = await withLocalExecution(async ({ sandbox, slots }, signal) => {
    const slot = await slots.acquire(signal);
    try {
      return await sandbox.supervise(planned, slot.number, signal);
    } finally {
      await slot.release();
    }
  });
  return [runFinding(supervised), ...limitFindings(supervised)];
}

function runFinding({ run }: Supervised): Finding {
  const ok = run.outcome === 'exited' && run.exitStatus === 0;
  const fault = run.fault ? `failed at "${run.fault.step}": ${run.fault.message}` : run.outcome;
  const good = `a program that waits ${asSeconds(run.elapsedMs)} took ${asSeconds(run.realMs)}`;
  const advice = 'see docs/operating.md: namespaces, containers and AppArmor';
  return { name: 'a run in the sandbox', ok, detail: ok ? good : fault, advice };
}

function limitFindings({ cgroup }: Supervised): Finding[] {
  const { virtualMs, cpuMs, realMs, memoryBytes, tasks, outputBytes, fileBytes } = defaultLimits;
  const megabytes = (bytes: number) => `${Math.round(bytes / (1024 * 1024))} MB`;
  const by: Readonly<Record<string, string>> = {
    'cgroup-v1': 'the kernel enforces memory and tasks of the whole tree (cgroup v1)',
    'cgroup-v2': 'the kernel enforces memory and tasks of the whole tree (cgroup v2)',
    none: 'no cgroup may be made here: the supervisor itself watches memory and tasks of the tree',
  };
  const each = [
    `${asSeconds(virtualMs)} of virtual time`,
    `${asSeconds(cpuMs)} of CPU`,
    `${asSeconds(realMs)} of real time`,
    megabytes(memoryBytes),
    `${tasks} processes and threads`,
    `${megabytes(outputBytes)} of output`,
    `${megabytes(fileBytes)} of files`,
  ];
  return [
    { name: 'limits of a run', ok: true, detail: each.join(', ') },
    { name: 'enforced by', ok: true, detail: by[cgroup ?? 'none'] ?? '' },
    { name: 'sandboxes at once', ok: true, detail: `${availableParallelism()}, one for each core` },
  ];
}
