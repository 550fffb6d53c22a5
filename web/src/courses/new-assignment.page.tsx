import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { createAssignment, type NewAssignment } from '../api/assignments.ts';
import form from '../forms/form.module.css';
import { PageTitle } from '../shell/page.tsx';
import { newAssignmentFields } from './assignment-fields.ts';
import { AssignmentForm } from './assignment-form.tsx';
import { useCourse } from './use-course.ts';

export function NewAssignmentPage() {
  const course = useCourse();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const exercise = useSearchParams()[0].get('exercise') ?? '';
  const creating = useMutation({
    mutationFn: (body: NewAssignment) => createAssignment(course.id, body),
    onSuccess: async () => {
      void queryClient.invalidateQueries({ queryKey: ['assignments', course.id] });
      await navigate(`/courses/${course.id}`);
    },
  });
  return (
    <div className="page">
      <div className={form.heading}>
        <PageTitle title="New assignment" tabTitle="New assignment" />
      </div>
      <AssignmentForm
        courseId={course.id}
        initial={{ ...newAssignmentFields(course.timeZone, new Date()), exercise }}
        timeZone={course.timeZone}
        error={creating.error}
        isPending={creating.isPending}
        saveWords="Create the assignment"
        cancelTo={`/courses/${course.id}`}
        onSave={(body) => creating.mutate(body)}
      />
    </div>
  );
}
