import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import '../forms/input-styles.ts';
import { overrideScore } from '../api/reviewing.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { Dialog } from '../shell/dialog.tsx';
import classes from './decisions.module.css';

/** What is to be set: a check, or the whole score (`check` null). */
export interface Target {
  check: string | null;
  title: string;
  computed: number;
  most: number;
}

/** Points in place of the computed ones, with the reason that the student reads too. */
export function OverrideDialog({
  submissionId,
  target,
  onClose,
}: {
  submissionId: string;
  target: Target;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const [points, setPoints] = useState(String(target.computed));
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () =>
      overrideScore(submissionId, {
        points: Number(points),
        reason,
        ...(target.check === null ? {} : { check: target.check }),
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['submission', submissionId] });
      void queryClient.invalidateQueries({ queryKey: ['gradebook'] });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={target.title} onClose={onClose}>
      <form onSubmit={submit} className={classes.form}>
        <p className={classes.computed}>
          Computed: {target.computed} of {target.most}. That stays in the report beside what you set.
        </p>
        <TextInput
          label="Points"
          type="number"
          min={0}
          max={target.most}
          step="any"
          required
          data-autofocus
          value={points}
          onChange={(event) => setPoints(event.currentTarget.value)}
          error={fieldError(save.error, 'points')}
          w="9rem"
        />
        <Textarea
          label="Reason"
          description="The student sees it."
          required
          minRows={3}
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldError(save.error, 'reason')}
        />
        <FormProblem error={save.error} shownFields={['points', 'reason']} />
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending}>
            Set the points
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
