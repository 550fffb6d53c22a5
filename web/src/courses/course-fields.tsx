import { TextInput } from '@mantine/core';
import { fieldError } from '../forms/field-errors.ts';
import { timeZones } from './time-zones.ts';

/** The names are those of the API, so that what it says of a field finds its place. */
export const courseFields = ['title', 'timeZone'] as const;

export function CourseFields({
  title,
  timeZone,
  error,
}: {
  title: string;
  timeZone: string;
  error: unknown;
}) {
  return (
    <>
      <TextInput
        name="title"
        label="Title"
        defaultValue={title}
        required
        maxLength={200}
        error={fieldError(error, 'title')}
      />
      <TextInput
        name="timeZone"
        label="Time zone"
        description="All dates of the course are set and shown in it."
        defaultValue={timeZone}
        required
        list="time-zones"
        autoComplete="off"
        error={fieldError(error, 'timeZone')}
      />
      <datalist id="time-zones">
        {timeZones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

export const courseOf = (form: HTMLFormElement): { title: string; timeZone: string } => {
  const fields = new FormData(form);
  return { title: String(fields.get('title')), timeZone: String(fields.get('timeZone')).trim() };
};
