import { Button, Modal, NativeSelect, Skeleton, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Paper.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Assignment, assignmentsQuery } from '../api/assignments.ts';
import { type Enrolment, type ExtensionGrant, setExtension } from '../api/course-people.ts';
import type { Course } from '../api/courses.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { momentWords } from './dates.ts';
import classes from './people.module.css';
import { fromZoned, toZoned } from './zoned-time.ts';

interface Props {
  course: Course;
  person: Enrolment;
  onClose: () => void;
}

/** Other dates, or more attempts, for one person at one assignment. */
export function ExtensionDialog({ course, person, onClose }: Props) {
  const assignments = useQuery(assignmentsQuery(course.id));
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Extension for ${person.name}`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {assignments.isPending && <Skeleton height={280} />}
      {assignments.isError && <FormProblem error={assignments.error} />}
      {assignments.data?.items.length === 0 && <p>The course has no assignments yet.</p>}
      {assignments.data && assignments.data.items.length > 0 && (
        <ExtensionForm
          course={course}
          person={person}
          assignments={assignments.data.items}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

function ExtensionForm({
  course,
  person,
  assignments,
  onClose,
}: Props & { assignments: readonly Assignment[] }) {
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState(assignments.at(-1)?.id ?? '');
  const assignment = assignments.find(({ id }) => id === chosen);
  const granting = useMutation({
    mutationFn: (grant: ExtensionGrant) =>
      setExtension({ courseId: course.id, assignmentId: chosen, enrolmentId: person.id }, grant),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['extensions', course.id] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    granting.mutate(grantOf(new FormData(event.currentTarget), course.timeZone));
  };
  const { error } = granting;
  if (!assignment) return null;
  const dueAt = new Date(assignment.dueAt);
  return (
    <form className={classes.way} onSubmit={submit}>
      <NativeSelect
        label="Assignment"
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={assignments.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <TextInput
        key={chosen}
        name="dueAt"
        type="datetime-local"
        label="Due for this person"
        description={`For the others ${momentWords(dueAt, course.timeZone, new Date())}, ${course.timeZone.replaceAll('_', ' ')}.`}
        defaultValue={toZoned(dueAt, course.timeZone)}
        required
        withAsterisk={false}
        error={fieldError(error, 'dueAt')}
      />
      {assignment.attemptsAllowed !== null && (
        <TextInput
          name="extraAttempts"
          type="number"
          label="More attempts"
          description={`Besides the ${assignment.attemptsAllowed} of everybody.`}
          min={0}
          defaultValue={0}
          error={fieldError(error, 'extraAttempts')}
        />
      )}
      <Textarea
        name="reason"
        label="Reason"
        rows={2}
        required
        withAsterisk={false}
        error={fieldError(error, 'reason')}
      />
      <FormProblem error={error} shownFields={['dueAt', 'extraAttempts', 'reason']} />
      <div className={classes.filters}>
        <Button type="submit" loading={granting.isPending}>
          Grant
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function grantOf(fields: FormData, timeZone: string): ExtensionGrant {
  const dueAt = String(fields.get('dueAt'));
  return {
    dueAt: fromZoned(dueAt, timeZone)?.toISOString() ?? dueAt,
    extraAttempts: Number(fields.get('extraAttempts') ?? 0),
    reason: String(fields.get('reason')),
  };
}
