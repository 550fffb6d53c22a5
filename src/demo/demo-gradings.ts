import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageRoot } from '../config/package-root.js';
import type { Report } from '../grading/report.js';
import type { TitledRun } from '../submissions/run-rows.js';

/** One program as it was graded, whole: so that the demo course can show at once what grading it again would give. */
export interface DemoGrading {
  readonly exercise: string;
  /** Name of the solution it was, as in demo-programs.ts. */
  readonly program: string;
  readonly files: Readonly<Record<string, string>>;
  readonly report: Report;
  readonly runs: readonly TitledRun[];
}

/** One JSON text per line. Written by `npm run demo:write`; a test grades the stored runs again and compares. */
export const demoGradingsFile = join(packageRoot, 'demo/gradings.jsonl.gz');

export function readDemoGradings(file: string = demoGradingsFile): DemoGrading[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as DemoGrading);
}
