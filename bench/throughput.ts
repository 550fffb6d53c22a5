import { readFileSync } from 'node:fs';
import type { Row } from './row.js';
import type { Service } from './service.js';

const burst = 20;

/** A whole class hands in at once: how fast are submissions taken, and how fast are they graded? */
export async function measureThroughput(service: Service): Promise<Row[]> {
  const files = { 'main.py': readFileSync('bench/programs/gather.py', 'utf8') };
  const startedMs = performance.now();
  const ids = await Promise.all(
    Array.from({ length: burst }, () => service.submit('async-two-requests', files)),
  );
  const takenMs = performance.now() - startedMs;
  const submissions = [];
  for (const id of ids) submissions.push(await service.finished(id));
  const gradedMs = performance.now() - startedMs;
  const graded = submissions.filter(({ status }) => status === 'graded').length;
  return [
    {
      part: 'throughput',
      what: `${burst} submissions at once: taken (stored and queued)`,
      unit: 'per s',
      value: (burst / takenMs) * 1000,
    },
    {
      part: 'throughput',
      what: `${burst} submissions at once: graded`,
      unit: 'per s',
      value: (burst / gradedMs) * 1000,
      promise: 'all graded',
      holds: graded === burst,
    },
  ];
}
