import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { applyRegrade, discardRegrade, type Regrade } from '../api/regrades.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import { Dialog } from '../shell/dialog.tsx';
import classes from './regrades.module.css';

/** Apply or discard, once all is judged; afterwards, what was decided. */
export function RegradeDecision({ courseId, regrade }: { courseId: string; regrade: Regrade }) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const onSuccess = async (): Promise<void> => {
    setAsks(false);
    // Scores, grades and reports may all have changed.
    await queryClient.invalidateQueries();
  };
  const apply = useMutation({ mutationFn: () => applyRegrade(courseId, regrade.id), onSuccess });
  const discard = useMutation({ mutationFn: () => discardRegrade(courseId, regrade.id), onSuccess });
  if (regrade.status === 'applied' || regrade.status === 'discarded') {
    return (
      <p className={classes.decided} role="status">
        {regrade.status === 'applied' ? 'Applied' : 'Discarded'}
        {regrade.endedAt && ` on ${dateWords(new Date(regrade.endedAt))}`}
      </p>
    );
  }
  const { gain, lose } = regrade.counts;
  return (
    <div className={classes.decision}>
      {regrade.status === 'ready' && <Button onClick={() => setAsks(true)}>Apply</Button>}
      <ConfirmButton
        words="Discard"
        question="Discard this set? Nothing will have changed."
        isPending={discard.isPending}
        onConfirm={() => discard.mutate()}
      />
      <FormProblem error={discard.error} />
      {asks && (
        <Dialog title="Apply these scores?" onClose={() => setAsks(false)}>
          <p className={classes.question}>
            {gain} {gain === 1 ? 'score rises' : 'scores rise'} and {lose} {lose === 1 ? 'falls' : 'fall'}.
            Grades follow at once, and students see the new reports. What people have overridden stays.
          </p>
          <FormProblem error={apply.error} />
          <div className={classes.buttons}>
            <Button loading={apply.isPending} onClick={() => apply.mutate()}>
              Apply to {regrade.counts.done} submissions
            </Button>
            <Button variant="default" onClick={() => setAsks(false)}>
              Cancel
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
