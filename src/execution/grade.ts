/** A submission graded, from files to report. The queue and the command line both come here. */
import { type Exercise, inLanguage } from '../grading/exercise.js';
import { nothingRead, type ProgramReading } from '../grading/findings.js';
import { judge } from '../grading/judge.js';
import { lineHints } from '../grading/line-hints.js';
import { type PlannedRun, plan } from '../grading/plan.js';
import type { Report } from '../grading/report.js';
import { spanPlaces } from '../grading/span-places.js';
import type { Submission } from '../grading/submission-files.js';
import type { Run } from '../grading/timeline.js';
import type { CheckHost } from './check-host/client.js';
import type { ExerciseFault } from './check-host/messages.js';
import type { Pool, PoolRunOptions } from './pool.js';
import type { ProgramReader } from './program-reader/client.js';

export type Progress =
  /** A run begins; `index` counts from 1 in the order of the plan. Runs may be under way side by side. */
  | { readonly step: 'running'; readonly scenario: string; readonly index: number; readonly total: number }
  | { readonly step: 'checking' };

export interface GradeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: Progress) => void;
  /** Its runs are made when nobody else's wait. */
  readonly background?: boolean | undefined;
}

interface Graded {
  readonly kind: 'graded';
  readonly report: Report;
  /** Why the report lacks hints of lines, for the log: a fault of ours. Nothing of the program stands in it. */
  readonly hintsFault?: string | undefined;
}

/** Only `graded` has a score. The other two are never the student's fault. `runs` are in the order of the plan. */
export type Grading =
  | (Graded & { readonly runs: readonly Run[] })
  | { readonly kind: 'exercise-fault'; readonly fault: ExerciseFault; readonly runs: readonly Run[] }
  | {
      readonly kind: 'sandbox-fault';
      readonly fault: { readonly step: string; readonly message: string };
      readonly runs: readonly Run[];
    };

/** Stored runs judged again; no program ran. */
export type Rescoring = Graded | { readonly kind: 'exercise-fault'; readonly fault: ExerciseFault };

export interface Execution {
  readonly pool: Pool;
  readonly checkHost: CheckHost;
  readonly programReader: ProgramReader;
}

/** Rejects only with the reason of `signal`, or when the process that runs checks cannot be kept alive. */
export async function grade(
  execution: Execution,
  exercise: Exercise,
  submission: Submission,
  options: GradeOptions = {},
): Promise<Grading> {
  execution.checkHost.warmUp();
  // Beside the runs: nobody waits for it.
  const reading = execution.programReader.read(submission.files);
  const runs = await runAll(execution.pool, plan(exercise, submission), options);
  const faulty = runs.find((run) => run.outcome === 'sandbox-fault');
  if (faulty) return { kind: 'sandbox-fault', fault: faulty.fault ?? unnamedFault, runs };
  options.onProgress?.({ step: 'checking' });
  return { ...(await rescore(execution, exercise, submission, runs, reading)), runs };
}

/** By the checks of the exercise, whose scenarios `runs` must have. Rejects when the process that runs checks cannot be kept alive. */
export async function rescore(
  { checkHost, programReader }: Pick<Execution, 'checkHost' | 'programReader'>,
  asGiven: Exercise,
  { language, files, entry }: Submission,
  runs: readonly Run[],
  reading: Promise<ProgramReading | null> = programReader.read(files),
): Promise<Rescoring> {
  const exercise = inLanguage(asGiven, language);
  const checked = await checkHost.check(exercise, { files, entry, runs });
  if (checked.kind === 'fault') return { kind: 'exercise-fault', fault: checked.fault };
  return withLines(judge(exercise, runs, checked.verdicts), files, runs, await reading);
}

/** Beside the score, never in it: a fault in here costs the hints, and nothing else. */
function withLines(
  report: Report,
  files: Submission['files'],
  runs: readonly Run[],
  reading: ProgramReading | null,
): Graded {
  const read = reading ?? nothingRead;
  const hintsFault = reading ? undefined : 'the program could not be read';
  try {
    const lines = { hints: lineHints(report, files, runs, read), places: spanPlaces(runs, read) };
    return { kind: 'graded', report: { ...report, ...lines }, hintsFault };
  } catch (error) {
    return { kind: 'graded', report, hintsFault: placeOf(error) };
  }
}

/** What kind of error it was, and where in our code. Its message may cite what stands in the program. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = error.stack?.split('\n').filter((line) => /^ {4}at /.test(line)) ?? [];
  return [error.name, ...frames].join('\n');
}

const unnamedFault = { step: 'unknown', message: 'the supervisor named no reason' };

async function runAll(
  pool: Pool,
  planned: readonly PlannedRun[],
  { signal, onProgress, background }: GradeOptions,
): Promise<Run[]> {
  const total = planned.length;
  const ends = await Promise.allSettled(
    planned.map((one, at) => {
      const onStart = () =>
        onProgress?.({ step: 'running', scenario: one.scenario.id, index: at + 1, total });
      return runPatiently(pool, one, { signal, background, onStart });
    }),
  );
  // Only now, when nothing of any run is alive any more.
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}

const maxRetries = 2;

/** Our own faults get another chance: the stand-in internet may have died, or the machine been short of something. */
async function runPatiently(
  pool: Pool,
  planned: PlannedRun,
  { onStart, ...options }: PoolRunOptions,
): Promise<Run> {
  let run = await pool.run(planned, { ...options, ...(onStart ? { onStart } : {}) });
  for (let retry = 0; retry < maxRetries && run.outcome === 'sandbox-fault'; retry += 1) {
    run = await pool.run(planned, { ...options, first: true });
  }
  return run;
}
