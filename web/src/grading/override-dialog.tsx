import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type NewOverride, overrideScore } from '../api/reviewing.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { PointsAndReason } from './points-and-reason.tsx';

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
  const save = useMutation({
    mutationFn: (body: NewOverride) => overrideScore(submissionId, body),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['submission', submissionId] });
      void queryClient.invalidateQueries({ queryKey: ['gradebook'] });
      onClose();
    },
  });
  return (
    <DialogForm
      title={target.title}
      saveWords="Set the points"
      mutation={save}
      shownFields={['points', 'reason']}
      onSave={(fields) =>
        save.mutate({
          points: Number(fields.get('points')),
          reason: String(fields.get('reason')),
          ...(target.check === null ? {} : { check: target.check }),
        })
      }
      onClose={onClose}
    >
      <p className="muted">
        Computed: {target.computed} of {target.most}. That stays in the report beside what you set.
      </p>
      <PointsAndReason points={target.computed} most={target.most} error={save.error} />
    </DialogForm>
  );
}
