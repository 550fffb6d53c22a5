import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type CourseExerciseItem, createCourseExercise } from '../api/authoring.ts';
import { exercisesQuery } from '../api/exercises.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { fieldError } from '../forms/field-errors.ts';
import { slugOf } from './slug.ts';

/** Name and beginning of an exercise. The name is for good. */
export function NewExerciseDialog({
  courseId,
  own,
  onClose,
}: {
  courseId: string;
  own: readonly CourseExerciseItem[];
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const catalogue = useQuery(exercisesQuery).data?.items ?? [];
  const [title, setTitle] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const [copyOf, setCopyOf] = useState('');
  const creating = useMutation({
    mutationFn: () =>
      createCourseExercise(courseId, {
        title,
        slug: slug ?? slugOf(title),
        ...(copyOf === '' ? {} : { copyOf }),
      }),
    onSuccess: (made) => navigate(`/courses/${courseId}/exercises/${made.slug}`),
  });
  return (
    <DialogForm
      title="New exercise"
      saveWords="Begin"
      mutation={creating}
      shownFields={['title', 'slug', 'copyOf']}
      onSave={() => creating.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Title"
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        error={fieldError(creating.error, 'title')}
      />
      <TextInput
        label="Name"
        description="Of its folder and in addresses. One for the whole service, and for good."
        required
        maxLength={60}
        value={slug ?? slugOf(title)}
        onChange={(event) => setSlug(event.currentTarget.value)}
        error={fieldError(creating.error, 'slug')}
        styles={{ input: { fontFamily: 'var(--il-mono)' } }}
      />
      <NativeSelect
        label="Begin with"
        value={copyOf}
        onChange={(event) => setCopyOf(event.currentTarget.value)}
        error={fieldError(creating.error, 'copyOf')}
        data={[
          { value: '', label: 'the smallest one that is whole' },
          ...[...own, ...catalogue].map((each) => ({
            value: each.slug,
            label: `a copy of: ${each.title}`,
          })),
        ]}
      />
    </DialogForm>
  );
}
