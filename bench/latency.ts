import { readFileSync } from 'node:fs';
import { type Row, spread } from './row.js';
import type { Service } from './service.js';

const repetitions = 15;

/** From the POST to a stored report, one submission at a time: the reference solution in all its scenarios. */
export async function measureLatency(service: Service): Promise<Row[]> {
  const files = { 'main.py': readFileSync('bench/programs/gather.py', 'utf8') };
  await once(service, files); // the first pays for what is loaded once
  const latencies: number[] = [];
  for (let count = 0; count < repetitions; count += 1) latencies.push(await once(service, files));
  const measured = spread(latencies);
  return [
    {
      part: 'latency',
      what: 'async-two-requests, submission to stored report',
      unit: 'ms',
      ...measured,
      promise: 'median under 1500 ms',
      holds: measured.value < 1500,
    },
  ];
}

async function once(service: Service, files: Readonly<Record<string, string>>): Promise<number> {
  const startedMs = performance.now();
  const submission = await service.finished(await service.submit('async-two-requests', files));
  const elapsedMs = performance.now() - startedMs;
  if (submission.report?.score !== submission.report?.maxScore || submission.status !== 'graded') {
    throw new Error(`the reference solution was not graded in full: ${JSON.stringify(submission)}`);
  }
  return elapsedMs;
}
