import { NativeSelect, Skeleton, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Assignment, assignmentsQuery } from '../api/assignments.ts';
import { type ExtensionGrant, removeExtension, setExtension } from '../api/course-people.ts';
import type { Course } from '../api/courses.ts';
import { progressQuery } from '../api/gradebook.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { momentWords } from './dates.ts';
import { type ExtensionOfPerson, grantOf } from './extension-fields.ts';
import { toZoned } from './zoned-time.ts';

interface Props {
  course: Course;
  person: { enrolmentId: string; name: string };
  /** Where it begins; the newest assignment when left out. */
  assignmentId?: string;
  onClose: () => void;
}

/** Other dates, or more attempts, for one person at one assignment: granted, changed, taken back. */
export function ExtensionDialog({ course, person, assignmentId, onClose }: Props) {
  const assignments = useQuery(assignmentsQuery(course.id));
  // What was granted before must be that of this moment: it is replaced.
  const progress = useQuery({ ...progressQuery(course.id, person.enrolmentId), staleTime: 0 });
  const [chosen, setChosen] = useState(assignmentId ?? null);
  const items = assignments.data?.items ?? [];
  const assignment = items.find(({ id }) => id === chosen) ?? items.at(-1);
  const title = `Extension for ${person.name}`;
  if (!assignment || !progress.data || progress.isFetching) {
    return (
      <Dialog title={title} onClose={onClose}>
        <FormProblem error={assignments.error ?? progress.error} />
        {assignments.data?.items.length === 0 && <p>The course has no assignments yet.</p>}
        {(assignments.isFetching || progress.isFetching) && <Skeleton height={420} />}
      </Dialog>
    );
  }
  return (
    <ExtensionForm
      title={title}
      course={course}
      person={person}
      assignment={assignment}
      before={progress.data.assignments.find(({ id }) => id === assignment.id)?.extension ?? null}
      choice={
        <NativeSelect
          label="Assignment"
          value={assignment.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={items.map(({ id, title }) => ({ value: id, label: title }))}
        />
      }
      onClose={onClose}
    />
  );
}

interface FormProps extends Omit<Props, 'assignmentId'> {
  title: string;
  assignment: Assignment;
  before: ExtensionOfPerson | null;
  choice: React.ReactNode;
}

function ExtensionForm({ title, course, person, assignment, before, choice, onClose }: FormProps) {
  const { grant, remove } = useExtension(course.id, assignment.id, person.enrolmentId, onClose);
  const { error } = grant;
  const zoned = (moment: string): string => toZoned(new Date(moment), course.timeZone);
  const words = (moment: string): string => momentWords(new Date(moment), course.timeZone, new Date());
  return (
    <DialogForm
      title={title}
      saveWords={before ? 'Change' : 'Grant'}
      mutation={{ error: error ?? remove.error, isPending: grant.isPending }}
      shownFields={['dueAt', 'closesAt', 'extraAttempts', 'reason']}
      onSave={(fields) => grant.mutate(grantOf(fields, course.timeZone))}
      onClose={onClose}
      aside={
        before && (
          <ConfirmButton
            words="Take it back"
            question="Back to the dates of everybody?"
            isPending={remove.isPending}
            onConfirm={() => remove.mutate()}
          />
        )
      }
    >
      {choice}
      <TextInput
        // Another assignment has other dates.
        key={`due ${assignment.id}`}
        name="dueAt"
        type="datetime-local"
        label="Due for this person"
        description={`For the others ${words(assignment.dueAt)}, ${course.timeZone.replaceAll('_', ' ')}.`}
        defaultValue={zoned(before?.dueAt ?? assignment.dueAt)}
        required
        withAsterisk={false}
        error={fieldError(error, 'dueAt')}
      />
      <TextInput
        key={`closes ${assignment.id}`}
        name="closesAt"
        type="datetime-local"
        label="Late work is taken until"
        description={`For the others ${words(assignment.closesAt)}. Empty: until then, or until it is due.`}
        defaultValue={before ? zoned(before.closesAt) : ''}
        error={fieldError(error, 'closesAt')}
      />
      {assignment.attemptsAllowed !== null && (
        <TextInput
          key={`attempts ${assignment.id}`}
          name="extraAttempts"
          type="number"
          label="More attempts"
          description={`Besides the ${assignment.attemptsAllowed} of everybody.`}
          min={0}
          step={1}
          defaultValue={before?.extraAttempts ?? 0}
          error={fieldError(error, 'extraAttempts')}
        />
      )}
      <Textarea
        key={`reason ${assignment.id}`}
        name="reason"
        label="Reason"
        rows={2}
        required
        withAsterisk={false}
        maxLength={1000}
        defaultValue={before?.reason}
        error={fieldError(error, 'reason')}
      />
    </DialogForm>
  );
}

function useExtension(courseId: string, assignmentId: string, enrolmentId: string, onClose: () => void) {
  const queryClient = useQueryClient();
  const place = { courseId, assignmentId, enrolmentId };
  const onSuccess = (): void => {
    // Grades follow from dates.
    for (const kind of ['extensions', 'progress', 'gradebook', 'statistics']) {
      void queryClient.invalidateQueries({ queryKey: [kind, courseId] });
    }
    onClose();
  };
  const grant = useMutation({
    mutationFn: (body: ExtensionGrant) => setExtension(place, body),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: () => removeExtension(place), onSuccess });
  return { grant, remove };
}
