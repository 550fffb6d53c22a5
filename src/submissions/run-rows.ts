/** How a run is kept in a row, for whoever stores or reads whole runs. */
import type { Prisma } from '../../prisma/client/client.js';
import type { Exercise } from '../grading/exercise.js';
import type { Run } from '../grading/timeline.js';

/** A run with the title of its scenario, as people are shown it. */
export interface TitledRun extends Run {
  readonly title: string;
}

export function withTitles(runs: readonly Run[], exercise: Exercise): TitledRun[] {
  const titles = new Map(exercise.scenarios.map(({ id, title }) => [id, title]));
  return runs.map((run) => ({ ...run, title: titles.get(run.scenario) ?? run.scenario }));
}

export function runRow(submissionId: string, run: TitledRun, position: number): Prisma.RunCreateManyInput {
  const { memoryBytes, fault, blocked, timeline, ...rest } = run;
  return {
    ...rest,
    submissionId,
    position,
    memoryBytes: BigInt(memoryBytes),
    ...(fault ? { fault: { ...fault } } : {}),
    blocked: blocked as unknown as Prisma.InputJsonArray,
    timeline: timeline as unknown as Prisma.InputJsonObject,
  };
}

export function titledRunOf(row: Prisma.RunModel): TitledRun {
  const { submissionId: _submission, position: _position, ...run } = row;
  return { ...run, memoryBytes: Number(run.memoryBytes) } as unknown as TitledRun;
}
