import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '../src/platform/embedded-postgres.js';
import { migrate } from '../src/platform/migrations.js';
import { type GeneratedCourse, generateCourse, size } from './gradebook-data.js';
import type { Row } from './row.js';
import { startService } from './service.js';

const repetitions = 40;
const promisedMs = 200;
const share = 0.95;

/** GET of an address below /api/v1, as JSON. */
type Get = (path: string) => Promise<{ items?: { [name: string]: string }[]; nextCursor?: string | null }>;

interface Page {
  readonly what: string;
  readonly path: string;
}

/** Every page of the dashboard over HTTP, at the size that is promised, on the real service and a real Postgres. */
export async function measureGradebook(): Promise<Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'interleave-bench-'));
  chmodSync(state, 0o755); // Postgres runs as a user of its own
  const postgres = await openEmbeddedPostgres(state);
  try {
    await migrate(postgres.url);
    const startedMs = performance.now();
    const course = await generateCourse(postgres.url);
    const submissions = size.students * size.assignments * size.attempts;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
    console.log(`== bench: ${submissions} submissions generated in ${seconds} s`);
    const service = await startService({
      DATABASE_URL: postgres.url,
      INTERLEAVE_ROLES: 'api',
      INTERLEAVE_DEMO: 'off',
    });
    try {
      return await measurePages(getter(service.url, course.token), course);
    } finally {
      await service.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

function getter(url: string, token: string): Get {
  return async (path) => {
    const response = await fetch(`${url}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Awaited<ReturnType<Get>>;
  };
}

async function measurePages(get: Get, course: GeneratedCourse): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, path } of await pagesOf(get, course)) {
    await get(path); // the first one prepares what the others use
    const measured: number[] = [];
    for (let count = 0; count < repetitions; count += 1) {
      const startedMs = performance.now();
      await get(path);
      measured.push(performance.now() - startedMs);
    }
    rows.push(rowOf(what, measured));
  }
  return rows;
}

function rowOf(what: string, measured: readonly number[]): Row {
  const sorted = measured.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil(share * sorted.length) - 1] as number;
  return {
    part: 'gradebook',
    what: `${what}: 95th percentile`,
    value,
    low: sorted[0] as number,
    high: sorted.at(-1) as number,
    repetitions,
    unit: 'ms',
    promise: `under ${promisedMs} ms`,
    holds: value < promisedMs,
  };
}

async function pagesOf(get: Get, { courseId, assignmentIds }: GeneratedCourse): Promise<Page[]> {
  const base = `/courses/${courseId}`;
  const [assignment] = assignmentIds;
  const { items: [first] = [] } = await get(`${base}/submissions?limit=1`);
  const { enrolmentId, id: submissionId } = first ?? {};
  const middle = async (path: string, pages: number): Promise<string> => {
    let cursor: string | null | undefined;
    for (let page = 0; page < pages; page += 1) {
      cursor = (await get(`${path}limit=100${cursor ? `&cursor=${cursor}` : ''}`)).nextCursor;
    }
    return `${path}limit=100&cursor=${cursor}`;
  };
  const sorted = ['name', 'points', assignment].flatMap((sort) =>
    ['asc', 'desc'].map((order) => ({ sort, order })),
  );
  const gradebook = await Promise.all(
    sorted.map(async ({ sort, order }) => {
      const path = `${base}/gradebook?sort=${sort}&order=${order}&`;
      const by = sort === assignment ? 'one assignment' : sort;
      return [
        { what: `gradebook by ${by}, ${order}, first page`, path: `${path}limit=100` },
        { what: `gradebook by ${by}, ${order}, middle`, path: await middle(path, size.students / 200) },
      ];
    }),
  );
  const submissions = `${base}/submissions?`;
  return [
    ...gradebook.flat(),
    { what: 'gradebook, search', path: `${base}/gradebook?search=student-49&limit=100` },
    { what: 'gradebook, search for nobody', path: `${base}/gradebook?search=nobody-at-all&limit=100` },
    { what: 'statistics of the course', path: `${base}/statistics` },
    { what: 'statistics', path: `${base}/assignments/${assignment}/statistics` },
    { what: 'progress of a person', path: `${base}/people/${enrolmentId}/progress` },
    { what: 'submissions', path: `${submissions}limit=100` },
    { what: 'submissions, 50 pages on', path: await middle(submissions, 50) },
    { what: 'submissions of an assignment', path: `${submissions}assignment=${assignment}&limit=100` },
    { what: 'submissions of a person', path: `${submissions}enrolment=${enrolmentId}&limit=100` },
    { what: 'submissions that failed', path: `${submissions}status=failed&limit=100` },
    { what: 'submissions in the queue', path: `${submissions}status=queued&limit=100` },
    {
      what: 'submissions of one that failed',
      path: `${submissions}assignment=${assignment}&status=failed&limit=100`,
    },
    { what: 'a submission', path: `/submissions/${submissionId}` },
    { what: 'attempts', path: `/submissions/${submissionId}/attempts` },
    { what: 'comments', path: `/submissions/${submissionId}/comments` },
    { what: 'reviews', path: `${base}/reviews?limit=100` },
    { what: 'reviews, middle', path: await middle(`${base}/reviews?`, size.students / 200) },
    { what: 'audit log', path: `${base}/audit?limit=100` },
    { what: 'audit log, 50 pages on', path: await middle(`${base}/audit?`, 50) },
    { what: 'courses', path: '/courses?limit=100' },
    { what: 'assignments', path: `${base}/assignments` },
    { what: 'people of a course', path: `${base}/people?limit=100` },
    { what: 'people of a course, middle', path: await middle(`${base}/people?`, size.students / 200) },
    { what: 'people of a course, search', path: `${base}/people?search=student-49&limit=100` },
    { what: 'everybody, search', path: '/people?search=student-49' },
  ];
}
