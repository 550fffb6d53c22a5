import { Button } from '@mantine/core';
import '../forms/input-styles.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { createCourse } from '../api/courses.ts';
import form from '../forms/form.module.css';
import { FormProblem } from '../forms/form-problem.tsx';
import { PageTitle } from '../shell/page.tsx';
import { CourseFields, courseFields, courseOf } from './course-fields.tsx';
import { ownTimeZone } from './time-zones.ts';

export function NewCoursePage() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const creating = useMutation({
    mutationFn: createCourse,
    onSuccess: async ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['courses'] });
      await navigate(`/courses/${id}/people`);
    },
  });
  return (
    <div className="page">
      <div className={form.heading}>
        <PageTitle title="New course" tabTitle="New course" />
      </div>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          creating.mutate(courseOf(event.currentTarget));
        }}
      >
        <div className={form.group}>
          <CourseFields title="" timeZone={ownTimeZone()} error={creating.error} />
        </div>
        <FormProblem error={creating.error} shownFields={courseFields} />
        <div className={form.buttons}>
          <Button type="submit" loading={creating.isPending}>
            Create the course
          </Button>
          <Button component={Link} to="/courses" variant="default">
            Cancel
          </Button>
        </div>
      </form>
    </div>
  );
}
