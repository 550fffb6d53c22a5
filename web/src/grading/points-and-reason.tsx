import { Textarea, TextInput } from '@mantine/core';
import '../forms/input-styles.ts';
import { fieldError } from '../forms/field-errors.ts';

/** The fields of every override. */
export function PointsAndReason({ points, most, error }: { points: number; most: number; error: unknown }) {
  return (
    <>
      <TextInput
        name="points"
        label="Points"
        description={`Of ${most}.`}
        type="number"
        min={0}
        max={most}
        step="any"
        required
        withAsterisk={false}
        data-autofocus
        defaultValue={points}
        error={fieldError(error, 'points')}
        w="9rem"
      />
      <Textarea
        name="reason"
        label="Reason"
        description="The student sees it."
        required
        withAsterisk={false}
        maxLength={1000}
        rows={3}
        error={fieldError(error, 'reason')}
      />
    </>
  );
}
