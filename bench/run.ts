/**
 * `make bench`: measures what the project promises, prints a table and writes build/bench.json.
 *
 * Every claim about time is a ratio of two things measured side by side in this one run, because the seconds of two
 * machines, or of one machine on two days, cannot be compared. Seconds are printed too, for the reader.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { measureChecks } from './checks.js';
import { measureClock } from './clock.js';
import { measureGradebook } from './gradebook.js';
import { measureJavascript } from './javascript.js';
import { measureLatency } from './latency.js';
import type { Row } from './row.js';
import { startService } from './service.js';
import { measureStartUp } from './start-up.js';
import { tableOf } from './table.js';
import { measureThroughput } from './throughput.js';
import { measureVerdicts } from './verdicts.js';
import { measureWebhooks } from './webhooks.js';

const parts = {
  clock: () => measureClock(),
  checks: () => measureChecks(),
  'start-up': () => measureStartUp(),
  javascript: () => measureJavascript(),
  latency: () => withService(measureLatency),
  throughput: () => withService(measureThroughput),
  verdicts: () => withService(measureVerdicts),
  gradebook: () => measureGradebook(),
  webhooks: () => measureWebhooks(),
} satisfies Record<string, () => Promise<Row[]>>;

const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const rows: Row[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (only && !only.includes(name)) continue;
  console.log(`== bench: ${name}`);
  rows.push(...(await measure()));
}
console.log(`\n${tableOf(rows)}\n`);
mkdirSync('build', { recursive: true });
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version };
writeFileSync('build/bench.json', `${JSON.stringify({ measuredAt: new Date(), machine, rows }, null, 2)}\n`);
console.log('== bench: written to build/bench.json');
process.exitCode = rows.some((row) => row.holds === false) ? 1 : 0;

async function withService(measure: (service: Awaited<ReturnType<typeof startService>>) => Promise<Row[]>) {
  const service = await startService();
  try {
    return await measure(service);
  } finally {
    await service.stop();
  }
}
