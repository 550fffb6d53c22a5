import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  archivePath,
  type CourseExercise,
  courseExerciseQuery,
  deleteCourseExercise,
  importCourseExercise,
  publishCourseExercise,
} from '../api/authoring.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import classes from './author.module.css';
import type { KeptDraft } from './use-author-draft.ts';
import { ZipChooser } from './zip-chooser.tsx';

interface Props {
  courseId: string;
  slug: string;
  draft: KeptDraft;
  isPublishable: boolean | null;
  onTaken: (exercise: CourseExercise) => void;
  onPublished: () => void;
}

/** Whether all is stored, and what can be done with the whole of it. */
export function AuthorHead({ courseId, slug, draft, isPublishable, onTaken, onPublished }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const chooser = useRef<HTMLInputElement>(null);
  const [published, setPublished] = useState<number | null>(null);
  const readAgain = async (): Promise<void> => {
    onTaken(await queryClient.fetchQuery(courseExerciseQuery(courseId, slug)));
    void queryClient.invalidateQueries({ queryKey: ['course-exercises', courseId] });
  };
  const publishing = useMutation({
    mutationFn: async () => {
      const revision = await draft.store();
      return revision === null ? null : publishCourseExercise(courseId, slug, revision);
    },
    onSuccess: async (version) => {
      if (!version) return;
      setPublished(version.version);
      await readAgain();
      onPublished();
    },
  });
  const replacing = useMutation({
    mutationFn: (archive: File) => importCourseExercise(courseId, archive, draft.revision),
    onSuccess: onTaken,
  });
  const removing = useMutation({
    mutationFn: () => deleteCourseExercise(courseId, slug),
    onSuccess: () => navigate(`/courses/${courseId}/exercises`),
  });
  return (
    <div className={classes.state}>
      <div className={classes.deeds}>
        <p role="status" className={classes.kept}>
          {keptWords(draft, published)}
        </p>
        <Button component="a" href={archivePath(courseId, slug)} download variant="default" size="sm">
          Export
        </Button>
        <Button
          variant="default"
          size="sm"
          loading={replacing.isPending}
          onClick={() => chooser.current?.click()}
        >
          Import
        </Button>
        <ConfirmButton
          words="Delete"
          label="Delete the exercise"
          question="Delete it with its versions?"
          isPending={removing.isPending}
          onConfirm={() => removing.mutate()}
        />
        <Button
          size="sm"
          loading={publishing.isPending}
          disabled={isPublishable === false}
          onClick={() => publishing.mutate()}
        >
          Publish
        </Button>
      </div>
      <ZipChooser
        chooser={chooser}
        label="Import a zip in place of all files"
        onChoose={(zip) => replacing.mutate(zip)}
      />
      {draft.error !== null && (
        <div className={classes.conflict}>
          <FormProblem error={draft.error} />
          <Button variant="default" size="compact-sm" onClick={() => void readAgain()}>
            Read it again, without my last changes
          </Button>
        </div>
      )}
      <FormProblem error={publishing.error ?? replacing.error ?? removing.error} />
    </div>
  );
}

function keptWords({ files, stored, isStoring, error }: KeptDraft, published: number | null): string {
  if (error !== null) return 'Not stored';
  if (isStoring || files !== stored) return 'Storing…';
  return published === null ? 'All is stored' : `Version ${published} is published`;
}
