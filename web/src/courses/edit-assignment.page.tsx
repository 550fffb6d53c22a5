import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import {
  type Assignment,
  assignmentQuery,
  changeAssignment,
  deleteAssignment,
  type NewAssignment,
} from '../api/assignments.ts';
import type { Course } from '../api/courses.ts';
import { exerciseQuery } from '../api/exercises.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import form from '../forms/form.module.css';
import { FormProblem } from '../forms/form-problem.tsx';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { fieldsOf } from './assignment-fields.ts';
import { AssignmentForm } from './assignment-form.tsx';
import { NoAssignment } from './no-assignment.tsx';
import { useCourse } from './use-course.ts';

export function EditAssignmentPage() {
  const course = useCourse();
  const { assignmentId = '' } = useParams();
  // What is being changed must not be changed from under the hands of who changes it.
  const assignment = useQuery({
    ...assignmentQuery(course.id, assignmentId),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const exercise = useQuery({
    ...exerciseQuery(assignment.data?.exercise ?? '', assignment.data?.exerciseVersion),
    enabled: assignment.data !== undefined,
  });
  if (assignment.isPending || (assignment.data && exercise.isPending)) return <PageSkeleton />;
  if (!assignment.data) return <NoAssignment query={assignment} courseId={course.id} />;
  const versions = exercise.data?.versions ?? [];
  return <Edit key={assignmentId} course={course} assignment={assignment.data} versions={versions} />;
}

function Edit(props: { course: Course; assignment: Assignment; versions: readonly number[] }) {
  const { course, assignment, versions } = props;
  const { save, remove } = useChanges(course.id, assignment.id);
  return (
    <div className="page">
      <div className={form.heading}>
        <PageTitle title={assignment.title} tabTitle={`Change: ${assignment.title}`} />
      </div>
      <AssignmentForm
        courseId={course.id}
        initial={fieldsOf(assignment, course.timeZone)}
        timeZone={course.timeZone}
        pinned={{ exerciseVersion: assignment.exerciseVersion, versions }}
        error={save.error}
        isPending={save.isPending}
        saveWords="Save"
        cancelTo={`/courses/${course.id}/assignments/${assignment.id}`}
        onSave={(body) => save.mutate(body)}
      />
      <section className={form.group} style={{ marginTop: 20, maxWidth: '46rem', boxSizing: 'border-box' }}>
        <h2>Delete</h2>
        <p className={form.hint}>Only an assignment for which nothing was handed in.</p>
        <FormProblem error={remove.error} />
        <div className={form.buttons}>
          <ConfirmButton
            words="Delete the assignment"
            question="Delete it for good?"
            isPending={remove.isPending}
            onConfirm={() => remove.mutate()}
          />
        </div>
      </section>
    </div>
  );
}

function useChanges(courseId: string, assignmentId: string) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const goTo = async (path: string): Promise<void> => {
    void queryClient.invalidateQueries({ queryKey: ['assignments', courseId] });
    await navigate(path);
  };
  const save = useMutation({
    mutationFn: (body: NewAssignment) => changeAssignment(courseId, assignmentId, body),
    onSuccess: () => goTo(`/courses/${courseId}/assignments/${assignmentId}`),
  });
  const remove = useMutation({
    mutationFn: () => deleteAssignment(courseId, assignmentId),
    onSuccess: () => goTo(`/courses/${courseId}`),
  });
  return { save, remove };
}
