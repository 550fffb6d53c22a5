import { Button, Skeleton, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import '../forms/input-styles.ts';
import { decideReview, type Review } from '../api/reviewing.ts';
import { submissionQuery } from '../api/submissions.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { Trouble } from '../shell/trouble.tsx';
import classes from './reviews.module.css';
import { type Points, RubricFields } from './rubric-fields.tsx';

const AnnotatedCode = lazy(() => import('./annotated-code.tsx'));

interface Props {
  courseId: string;
  review: Review;
  /** Null on the last one. */
  onSkip: (() => void) | null;
  onDecided: () => void;
}

/** One check that waits: what was handed in, what the check saw, and the points by rubric. Ctrl+Enter decides. */
export function ReviewForm({ courseId, review, onSkip, onDecided }: Props) {
  const queryClient = useQueryClient();
  const [rubric, setRubric] = useState<Points>({});
  const [reason, setReason] = useState('');
  const total = review.rubric.reduce((sum, { id }) => sum + (rubric[id] ?? 0), 0);
  const decide = useMutation({
    mutationFn: () =>
      decideReview(review.submissionId, review.checkId, {
        rubric: Object.fromEntries(review.rubric.map(({ id }) => [id, rubric[id] ?? 0])),
        reason,
      }),
    onSuccess: async () => {
      onDecided();
      await queryClient.invalidateQueries({ queryKey: ['reviews', courseId] });
      void queryClient.invalidateQueries({ queryKey: ['submission', review.submissionId] });
    },
  });
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    }
  };
  return (
    <div className={classes.review}>
      <section className="panel">
        <h2 className="section-title">
          <Link to={`/submissions/${review.submissionId}`}>
            {review.person.name}, attempt {review.attempt}
          </Link>
        </h2>
        <Files submissionId={review.submissionId} />
      </section>
      <form
        className={`panel ${classes.form}`}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <h2 className="section-title">{review.checkTitle}</h2>
        <p className={classes.message}>
          The check gave {review.earned} of {review.points}: {review.message}
        </p>
        <RubricFields
          criteria={review.rubric}
          chosen={rubric}
          onChoose={(id, points) => setRubric((before) => ({ ...before, [id]: points }))}
        />
        <p className={classes.total} role="status">
          {total} of {review.points} points
        </p>
        <Textarea
          label="Reason"
          description="The student sees it."
          rows={3}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldError(decide.error, 'reason')}
        />
        <FormProblem error={decide.error} shownFields={['reason']} />
        <div className={classes.buttons}>
          <Button type="submit" loading={decide.isPending}>
            Decide{onSkip ? ', then the next' : ''}
          </Button>
          {onSkip && (
            <Button variant="default" onClick={onSkip}>
              Skip
            </Button>
          )}
        </div>
      </form>
    </div>
  );
}

/** What people write for people comes before the program. */
function Files({ submissionId }: { submissionId: string }) {
  const submission = useQuery(submissionQuery(submissionId));
  if (submission.isPending) return <Skeleton height={320} radius={10} />;
  if (submission.isError)
    return <Trouble error={submission.error} onRetry={() => void submission.refetch()} />;
  const entries = Object.entries(submission.data.files);
  const written = entries.filter(([name]) => !name.endsWith('.py'));
  const programs = entries.filter(([name]) => name.endsWith('.py'));
  return (
    <Suspense fallback={<Skeleton height={320} radius={10} />}>
      <AnnotatedCode submissionId={submissionId} files={Object.fromEntries([...written, ...programs])} />
    </Suspense>
  );
}
