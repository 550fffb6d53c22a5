import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import '../forms/input-styles.ts';
import { assignmentsQuery } from '../api/assignments.ts';
import { createRegrade, type Regrade } from '../api/regrades.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { Dialog } from '../shell/dialog.tsx';
import classes from './regrades.module.css';

const shownFields = ['assignment', 'mode', 'exerciseVersion', 'reason'];

/** Makes a set. Nothing counts before it is applied. */
export function NewRegradeDialog({ courseId, onClose }: { courseId: string; onClose: () => void }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const assignments = useQuery(assignmentsQuery(courseId));
  const [assignment, setAssignment] = useState('');
  const [mode, setMode] = useState<Regrade['mode']>('rescore');
  const [version, setVersion] = useState('');
  const [reason, setReason] = useState('');
  const create = useMutation({
    mutationFn: () =>
      createRegrade(courseId, {
        mode,
        reason,
        ...(assignment === '' ? {} : { assignment }),
        ...(version === '' || assignment === '' ? {} : { exerciseVersion: Number(version) }),
      }),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['regrades', courseId] });
      void navigate(`/courses/${courseId}/regrades/${id}`);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog title="Judge again" onClose={onClose}>
      <form onSubmit={submit} className={classes.form}>
        <NativeSelect
          label="What was handed in for"
          value={assignment}
          onChange={(event) => setAssignment(event.currentTarget.value)}
          data={[
            { value: '', label: 'the whole course' },
            ...(assignments.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title })),
          ]}
          error={fieldError(create.error, 'assignment')}
        />
        <NativeSelect
          label="How"
          description={
            mode === 'rescore'
              ? 'Fast: for checks that were corrected.'
              : 'Slow, and after fresh submissions: for scenarios or a sandbox that were changed.'
          }
          value={mode}
          onChange={(event) => setMode(event.currentTarget.value === 'rerun' ? 'rerun' : 'rescore')}
          data={[
            { value: 'rescore', label: 'Judge the stored runs by the checks again' },
            { value: 'rerun', label: 'Run the programs again, too' },
          ]}
        />
        {assignment !== '' && (
          <TextInput
            label="Version of the exercise"
            description="The newest when left empty."
            type="number"
            min={1}
            value={version}
            onChange={(event) => setVersion(event.currentTarget.value)}
            error={fieldError(create.error, 'exerciseVersion')}
            w="12rem"
          />
        )}
        <Textarea
          label="Reason"
          required
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldError(create.error, 'reason')}
        />
        <FormProblem error={create.error} shownFields={shownFields} />
        <div className={classes.buttons}>
          <Button type="submit" loading={create.isPending}>
            Show what would change
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
