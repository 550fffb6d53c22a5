import { Button, NativeSelect, TextInput } from '@mantine/core';
import '../forms/input-styles.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { NewAssignment } from '../api/assignments.ts';
import { courseExercisesQuery } from '../api/authoring.ts';
import { exercisesQuery } from '../api/exercises.ts';
import { fieldError } from '../forms/field-errors.ts';
import form from '../forms/form.module.css';
import { FormProblem } from '../forms/form-problem.tsx';
import { type AssignmentFields, assignmentFieldNames, assignmentOf } from './assignment-fields.ts';
import { countingWords, visibilityWords } from './assignment-words.ts';

interface Props {
  courseId: string;
  /** What the fields hold at first. */
  initial: AssignmentFields;
  timeZone: string;
  /** Of an assignment that exists: the version it is pinned to, and those that there are. */
  pinned?: { exerciseVersion: number; versions: readonly number[] };
  error: unknown;
  isPending: boolean;
  saveWords: string;
  cancelTo: string;
  onSave: (assignment: NewAssignment) => void;
}

/** All rules of an assignment. The names of the fields are those of the API, so that what it says of one stands beside it. */
export function AssignmentForm(props: Props) {
  const { initial, timeZone, error, isPending, saveWords, cancelTo, onSave } = props;
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        const fields = Object.fromEntries(new FormData(event.currentTarget)) as unknown as AssignmentFields;
        onSave(assignmentOf(fields, timeZone));
      }}
    >
      <What {...props} />
      <Group title="When" hint={`All times are those of ${timeZone.replaceAll('_', ' ')}.`}>
        <div className={form.pair}>
          <Moment name="opensAt" label="Opens" initial={initial} error={error} required />
          <Moment name="dueAt" label="Due" initial={initial} error={error} required />
          <Moment
            name="closesAt"
            label="Late work is taken until"
            description="Empty: nothing is taken after the due date."
            initial={initial}
            error={error}
          />
          <NumberField
            name="latePercentPerDay"
            label="Taken off for each day begun"
            description="In per cent of the points earned."
            initial={initial}
            error={error}
            max={100}
          />
        </div>
      </Group>
      <Group title="Points and attempts">
        <div className={form.pair}>
          <NumberField
            name="points"
            label="Points for a full score"
            initial={initial}
            error={error}
            required
          />
          <Choice
            name="counting"
            label="Which attempt counts"
            words={countingWords}
            initial={initial}
            error={error}
          />
          <NumberField
            name="attemptsAllowed"
            label="Attempts allowed"
            description="Empty: any number."
            initial={initial}
            error={error}
            min={1}
            step={1}
          />
          <NumberField
            name="coolDownMinutes"
            apiName="coolDownSeconds"
            label="Minutes between two attempts"
            description="0: none."
            initial={initial}
            error={error}
          />
        </div>
      </Group>
      <Group title="What students see of their reports">
        <div className={form.pair}>
          <Choice
            name="visibleBeforeDue"
            label="Before the due date"
            words={visibilityWords}
            initial={initial}
            error={error}
          />
          <Choice
            name="visibleAfterDue"
            label="After the due date"
            words={visibilityWords}
            initial={initial}
            error={error}
          />
        </div>
      </Group>
      <FormProblem error={error} shownFields={assignmentFieldNames} />
      <div className={form.buttons}>
        <Button type="submit" loading={isPending}>
          {saveWords}
        </Button>
        <Button component={Link} to={cancelTo} variant="default">
          Cancel
        </Button>
      </div>
    </form>
  );
}

function What({ courseId, initial, pinned, error }: Props) {
  const exercises = useGivable(courseId);
  return (
    <Group title="Exercise">
      <TextInput
        name="title"
        label="Title"
        defaultValue={initial.title}
        required
        maxLength={200}
        error={fieldError(error, 'title')}
      />
      <NativeSelect
        // The choice can only be set once there is something to choose from.
        key={exercises.length}
        name="exercise"
        label="Exercise"
        defaultValue={initial.exercise}
        required
        error={fieldError(error, 'exercise')}
        data={exercises.map(({ slug, title, version }) => ({
          value: slug,
          label: `${title} (version ${version})`,
        }))}
      />
      {pinned && pinned.versions.length > 1 && (
        <NativeSelect
          name="exerciseVersion"
          label="Version"
          description="Another one holds for what is handed in from now on; a regrade does the rest."
          defaultValue={pinned.exerciseVersion}
          error={fieldError(error, 'exerciseVersion')}
          data={pinned.versions.map((version, index) => ({
            value: String(version),
            label: `${version}${index === 0 ? ', the newest' : ''}${version === pinned.exerciseVersion ? ', as now' : ''}`,
          }))}
        />
      )}
    </Group>
  );
}

/** The exercises of the service, and what this course has published of its own. */
function useGivable(courseId: string): { slug: string; title: string; version: number }[] {
  const own = useQuery(courseExercisesQuery(courseId)).data?.items ?? [];
  const ofService = useQuery(exercisesQuery).data?.items ?? [];
  const published = own.flatMap(({ slug, title, versions: [newest] }) =>
    newest ? [{ slug, title, version: newest.version }] : [],
  );
  return [...ofService, ...published];
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={form.group}>
      <h2>{title}</h2>
      {hint && <p className={form.hint}>{hint}</p>}
      {children}
    </section>
  );
}

interface FieldProps {
  name: keyof AssignmentFields;
  label: string;
  description?: string;
  initial: AssignmentFields;
  error: unknown;
  required?: boolean;
}

function Moment({ name, initial, error, ...rest }: FieldProps) {
  return (
    <TextInput
      type="datetime-local"
      name={name}
      defaultValue={initial[name]}
      error={fieldError(error, name)}
      {...rest}
    />
  );
}

function NumberField({
  name,
  apiName = name,
  initial,
  error,
  min = 0,
  step = 'any',
  ...rest
}: FieldProps & { apiName?: string; min?: number; max?: number; step?: number | 'any' }) {
  return (
    <TextInput
      type="number"
      inputMode="decimal"
      name={name}
      defaultValue={initial[name]}
      error={fieldError(error, apiName)}
      min={min}
      step={step}
      {...rest}
    />
  );
}

function Choice({
  name,
  words,
  initial,
  error,
  ...rest
}: FieldProps & { words: Readonly<Record<string, string>> }) {
  return (
    <NativeSelect
      name={name}
      defaultValue={initial[name]}
      error={fieldError(error, name)}
      data={Object.entries(words).map(([value, label]) => ({ value, label }))}
      {...rest}
    />
  );
}
