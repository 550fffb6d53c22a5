import { Button } from '@mantine/core';
import '../forms/input-styles.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { changeCourse, deleteCourse } from '../api/courses.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import form from '../forms/form.module.css';
import { FormProblem } from '../forms/form-problem.tsx';
import { PageTitle } from '../shell/page.tsx';
import { CourseFields, courseFields, courseOf } from './course-fields.tsx';
import { useCourse } from './use-course.ts';

/** Title and time zone, the archive, and the end of a course. */
export function CourseSettingsPage() {
  const course = useCourse();
  const changing = useCourseChange(course.id);
  return (
    <div className="page">
      <div className={form.heading}>
        <PageTitle title="Settings" tabTitle={`Settings: ${course.title}`} />
      </div>
      <div className={form.form}>
        <form
          className={form.group}
          onSubmit={(event) => {
            event.preventDefault();
            changing.mutate(courseOf(event.currentTarget));
          }}
        >
          <h2>Course</h2>
          <CourseFields title={course.title} timeZone={course.timeZone} error={changing.error} />
          <FormProblem error={changing.error} shownFields={courseFields} />
          <div className={form.buttons}>
            <Button type="submit" loading={changing.isPending}>
              Save
            </Button>
            <span role="status" className={form.done}>
              {changing.isSuccess && 'Saved.'}
            </span>
          </div>
        </form>
        <Archive courseId={course.id} isArchived={course.isArchived} />
        <Deletion courseId={course.id} />
      </div>
    </div>
  );
}

function useCourseChange(courseId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Parameters<typeof changeCourse>[1]) => changeCourse(courseId, body),
    onSuccess: (course) => {
      queryClient.setQueryData(['course', courseId], course);
      void queryClient.invalidateQueries({ queryKey: ['courses'] });
      void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  });
}

function Archive({ courseId, isArchived }: { courseId: string; isArchived: boolean }) {
  const changing = useCourseChange(courseId);
  return (
    <section className={form.group}>
      <h2>Archive</h2>
      <p className={form.hint}>
        {isArchived
          ? 'The course is archived: everything can be read, and nothing handed in.'
          : 'When the course is over: everything can still be read, and nothing handed in any more.'}
      </p>
      <FormProblem error={changing.error} />
      <div className={form.buttons}>
        <Button
          variant="default"
          loading={changing.isPending}
          onClick={() => changing.mutate({ isArchived: !isArchived })}
        >
          {isArchived ? 'Take it out of the archive' : 'Archive the course'}
        </Button>
      </div>
    </section>
  );
}

function Deletion({ courseId }: { courseId: string }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const deleting = useMutation({
    mutationFn: () => deleteCourse(courseId),
    onSuccess: async () => {
      void queryClient.invalidateQueries({ queryKey: ['courses'] });
      await navigate('/courses');
    },
  });
  return (
    <section className={form.group}>
      <h2>Delete</h2>
      <p className={form.hint}>
        Only a course in which nothing was handed in. Its assignments and invitations go with it.
      </p>
      <FormProblem error={deleting.error} />
      <div className={form.buttons}>
        <ConfirmButton
          words="Delete the course"
          question="Delete it for good?"
          isPending={deleting.isPending}
          onConfirm={() => deleting.mutate()}
        />
      </div>
    </section>
  );
}
