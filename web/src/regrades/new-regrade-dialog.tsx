import { NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { assignmentsQuery } from '../api/assignments.ts';
import { exerciseQuery } from '../api/exercises.ts';
import { createRegrade, type NewRegrade, type Regrade } from '../api/regrades.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { fieldError } from '../forms/field-errors.ts';

interface Props {
  courseId: string;
  /** Only this one; left out: an assignment or the whole course is chosen. */
  submission?: { id: string; exercise: string };
  onClose: () => void;
}

/** Makes a set. Nothing counts before it is applied. */
export function NewRegradeDialog({ courseId, submission, onClose }: Props) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const assignments = useQuery({ ...assignmentsQuery(courseId), enabled: submission === undefined });
  const [assignment, setAssignment] = useState('');
  const [mode, setMode] = useState<Regrade['mode']>('rescore');
  const items = assignments.data?.items ?? [];
  const exercise = submission?.exercise ?? items.find(({ id }) => id === assignment)?.exercise;
  const create = useMutation({
    mutationFn: (body: NewRegrade) => createRegrade(courseId, body),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['regrades', courseId] });
      void navigate(`/courses/${courseId}/regrades/${id}`);
    },
  });
  const save = (fields: FormData): void => {
    const version = fields.get('exerciseVersion');
    create.mutate({
      mode,
      reason: String(fields.get('reason')),
      ...(submission ? { submission: submission.id } : assignment === '' ? {} : { assignment }),
      ...(version ? { exerciseVersion: Number(version) } : {}),
    });
  };
  return (
    <DialogForm
      title={submission ? 'Judge this submission again' : 'Judge again'}
      saveWords="Show what would change"
      mutation={create}
      shownFields={['assignment', 'mode', 'exerciseVersion', 'reason']}
      onSave={save}
      onClose={onClose}
    >
      {!submission && (
        <NativeSelect
          label="What was handed in for"
          value={assignment}
          onChange={(event) => setAssignment(event.currentTarget.value)}
          data={[
            { value: '', label: 'the whole course' },
            ...items.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          error={fieldError(create.error, 'assignment')}
        />
      )}
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
      {exercise && <VersionChoice key={exercise} exercise={exercise} error={create.error} />}
      <Textarea
        name="reason"
        label="Reason"
        required
        withAsterisk={false}
        maxLength={1000}
        rows={3}
        error={fieldError(create.error, 'reason')}
      />
    </DialogForm>
  );
}

/** By which version of its exercise; nothing to choose where there is only one. */
function VersionChoice({ exercise, error }: { exercise: string; error: unknown }) {
  const versions = useQuery(exerciseQuery(exercise)).data?.versions ?? [];
  if (versions.length < 2) return null;
  return (
    <NativeSelect
      name="exerciseVersion"
      label="Version of the exercise"
      error={fieldError(error, 'exerciseVersion')}
      data={versions.map((version, index) => ({
        value: String(version),
        label: index === 0 ? `${version}, the newest` : String(version),
      }))}
    />
  );
}
