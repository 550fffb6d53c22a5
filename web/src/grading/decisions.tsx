import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { endOverride, type Override } from '../api/reviewing.ts';
import type { Submission } from '../api/types.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import classes from './decisions.module.css';

/** Those that count: an override that was withdrawn or replaced stays in the history only. */
export const standing = (overrides: readonly Override[]): Override[] =>
  overrides.filter(({ endedAt }) => endedAt === null);

/** What people have decided about a report, what the checks had computed, and what was decided before. */
export function Decisions({ submission, isGrader }: { submission: Submission; isGrader: boolean }) {
  const { report, overrides, finalScore } = submission;
  if (!report || overrides.length === 0) return null;
  const titles = new Map(report.checks.map(({ id, title }) => [id, title]));
  const titleOf = ({ check }: Override): string =>
    check === null ? 'The whole score' : (titles.get(check) ?? check);
  const counting = standing(overrides);
  const ended = overrides.filter(({ endedAt }) => endedAt !== null);
  return (
    <section className="panel" aria-labelledby="decisions-title">
      <h2 id="decisions-title" className="section-title">
        Decided by people
      </h2>
      {finalScore !== null && (
        <p className={classes.final}>
          <strong data-testid="final-score">{finalScore}</strong> of {report.maxScore} counts; the checks
          computed {report.score}.
        </p>
      )}
      <ul className={classes.decisions}>
        {counting.map((override) => (
          <Decision
            key={override.id}
            submissionId={submission.id}
            override={override}
            title={titleOf(override)}
            canEnd={isGrader}
          />
        ))}
      </ul>
      {ended.length > 0 && (
        <details className={classes.ended}>
          <summary>No longer counting ({ended.length})</summary>
          <ul className={classes.decisions}>
            {ended.map((override) => (
              <Decision
                key={override.id}
                submissionId={submission.id}
                override={override}
                title={titleOf(override)}
                canEnd={false}
              />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Decision({
  submissionId,
  override,
  title,
  canEnd,
}: {
  submissionId: string;
  override: Override;
  title: string;
  canEnd: boolean;
}) {
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => endOverride(submissionId, override.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['submission', submissionId] }),
  });
  return (
    <li className={classes.decision}>
      <div>
        <p>
          <strong>{title}</strong>: {override.points} points
        </p>
        <p className={classes.reason}>{override.reason}</p>
        <p className={classes.who}>
          {override.author?.name ?? 'Somebody who has left'},{' '}
          <time dateTime={override.createdAt}>{dateWords(new Date(override.createdAt))}</time>
        </p>
        <FormProblem error={end.error} />
      </div>
      {canEnd && (
        <Button variant="default" size="compact-sm" loading={end.isPending} onClick={() => end.mutate()}>
          Withdraw
        </Button>
      )}
    </li>
  );
}
