import type { StoredRun } from './solution-run.repository.js';
import type { SolutionRunView } from './solution-run.schema.js';

export function solutionRunView({
  solutions,
  results,
  createdAt,
  endedAt,
  ...run
}: StoredRun): SolutionRunView {
  const done = new Map(results.map((result) => [result.name, result]));
  return {
    ...run,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    solutions: solutions.map(({ name, failing }) => {
      const result = done.get(name);
      return {
        name,
        expected: [...failing],
        got: result?.got ? [...result.got] : null,
        isAsExpected: result?.isAsExpected ?? null,
        message: result?.message ?? null,
        checks: (result?.report?.checks ?? []).map(({ id, status, points, earned, message, hint }) => ({
          id,
          status,
          points,
          earned,
          message,
          hint,
        })),
      };
    }),
  };
}
