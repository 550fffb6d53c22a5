import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  endGradeOverride,
  type GradeOverride,
  overrideGrade,
  type ProgressAtAssignment,
  progressQuery,
} from '../api/gradebook.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import { PointsAndReason } from '../grading/points-and-reason.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { standingOverride } from './grade-decisions.tsx';
import { pointsWords } from './points-words.ts';

interface Props {
  courseId: string;
  person: { enrolmentId: string; name: string };
  assignmentId: string;
  onClose: () => void;
}

/** The grade of one person at one assignment, whatever was handed in, and also when nothing was. */
export function GradeDialog({ courseId, person, assignmentId, onClose }: Props) {
  // What was set before must be that of this moment: it is replaced.
  const progress = useQuery({ ...progressQuery(courseId, person.enrolmentId), staleTime: 0 });
  const step = progress.data?.assignments.find(({ id }) => id === assignmentId);
  const title = `Grade of ${person.name}`;
  if (!step || progress.isFetching) {
    return (
      <Dialog title={title} onClose={onClose}>
        <FormProblem error={progress.error} />
        {progress.isFetching && <Skeleton height={320} />}
      </Dialog>
    );
  }
  return (
    <GradeForm
      title={title}
      place={{ courseId, assignmentId, enrolmentId: person.enrolmentId }}
      step={step}
      onClose={onClose}
    />
  );
}

interface FormProps {
  title: string;
  place: { courseId: string; assignmentId: string; enrolmentId: string };
  step: ProgressAtAssignment;
  onClose: () => void;
}

function GradeForm({ title, place, step, onClose }: FormProps) {
  const queryClient = useQueryClient();
  const onSuccess = (): void => {
    for (const kind of ['progress', 'gradebook', 'statistics']) {
      void queryClient.invalidateQueries({ queryKey: [kind, place.courseId] });
    }
    onClose();
  };
  const save = useMutation({ mutationFn: (body: GradeOverride) => overrideGrade(place, body), onSuccess });
  const end = useMutation({ mutationFn: () => endGradeOverride(place), onSuccess });
  const standing = standingOverride(step);
  return (
    <DialogForm
      title={title}
      saveWords="Set the points"
      mutation={{ error: save.error ?? end.error, isPending: save.isPending }}
      shownFields={['points', 'reason']}
      onSave={(fields) =>
        save.mutate({ points: Number(fields.get('points')), reason: String(fields.get('reason')) })
      }
      onClose={onClose}
      aside={
        standing && (
          <ConfirmButton
            words="Withdraw"
            question="Let the reports count again?"
            isPending={end.isPending}
            onConfirm={() => end.mutate()}
          />
        )
      }
    >
      <p>
        <strong>{step.title}</strong>
        <br />
        <span className="muted">{gradeWords(step)}</span>
      </p>
      <PointsAndReason points={step.grade?.points ?? 0} most={step.points} error={save.error} />
    </DialogForm>
  );
}

function gradeWords({ grade, points, ...step }: ProgressAtAssignment): string {
  const standing = standingOverride(step);
  if (standing) {
    return `${standing.author?.name ?? 'Somebody who has left'} has set ${pointsWords(standing.points)} of ${pointsWords(points)}. What you set takes its place.`;
  }
  if (!grade || grade.points === null)
    return 'Nothing counts yet. What you set stays, also when something is handed in.';
  return `${pointsWords(grade.points)} of ${pointsWords(points)} by the reports. What you set counts in place of that.`;
}
