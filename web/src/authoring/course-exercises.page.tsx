import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type CourseExerciseItem, courseExercisesQuery, importCourseExercise } from '../api/authoring.ts';
import { useCourse } from '../courses/use-course.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import classes from './course-exercises.module.css';
import { NewExerciseDialog } from './new-exercise-dialog.tsx';
import { ZipChooser } from './zip-chooser.tsx';

/** The exercises that the course has written, and the ways to another one. */
export function CourseExercisesPage() {
  const course = useCourse();
  const navigate = useNavigate();
  const exercises = useQuery(courseExercisesQuery(course.id));
  const [isMaking, setIsMaking] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const importing = useMutation({
    mutationFn: (archive: File) => importCourseExercise(course.id, archive),
    onSuccess: ({ slug }) => navigate(slug),
  });
  const items = exercises.data?.items ?? [];
  return (
    <div className="page">
      <div className={classes.heading}>
        <div>
          <PageTitle title="Exercises of this course" tabTitle={`Exercises: ${course.title}`} />
          <p className={classes.about}>
            Written by you, for assignments of this course. Those of the service are given as they are.
          </p>
        </div>
        <div className={classes.deeds}>
          <Button variant="default" loading={importing.isPending} onClick={() => chooser.current?.click()}>
            Import a zip
          </Button>
          <Button onClick={() => setIsMaking(true)}>New exercise</Button>
        </div>
      </div>
      <ZipChooser chooser={chooser} label="Import a zip" onChoose={(zip) => importing.mutate(zip)} />
      <FormProblem error={importing.error} />
      {exercises.isPending && <Skeleton height={240} radius={14} />}
      {exercises.isError && <Trouble error={exercises.error} onRetry={() => void exercises.refetch()} />}
      {exercises.data && items.length === 0 && (
        <NothingHere
          title="No exercises of your own yet"
          text="Begin with the smallest one that is whole, with a copy of another, or with the zip of a folder."
        />
      )}
      {items.length > 0 && (
        <ul className="card-list">
          {items.map((item) => (
            <li key={item.slug}>
              <Item courseId={course.id} item={item} />
            </li>
          ))}
        </ul>
      )}
      {isMaking && <NewExerciseDialog courseId={course.id} own={items} onClose={() => setIsMaking(false)} />}
    </div>
  );
}

function Item({ courseId, item }: { courseId: string; item: CourseExerciseItem }) {
  const [newest] = item.versions;
  return (
    <Link to={`/courses/${courseId}/exercises/${item.slug}`} className="card">
      <span className={classes.title}>{item.title}</span>
      <span className={classes.state} data-published={newest !== undefined}>
        {newest ? `Version ${newest.version}` : 'Not published yet'}
      </span>
      <code className={classes.slug}>{item.slug}</code>
      <time dateTime={item.updatedAt} className={classes.when}>
        Changed {dateWords(new Date(item.updatedAt))}
      </time>
    </Link>
  );
}
