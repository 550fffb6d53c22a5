import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { changeRole, type Enrolment, removeEnrolment } from '../api/course-people.ts';
import type { Course } from '../api/courses.ts';
import type { CourseRole } from '../api/session.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { atLeast, courseRoles, roleWords } from './roles.ts';
import table from './table.module.css';

interface Props {
  course: Course;
  people: readonly Enrolment[];
  onExtend: (person: Enrolment) => void;
}

/** People as lines: who they are, and for instructors what can be changed. */
export function EnrolmentTable({ course, people, onExtend }: Props) {
  const { role, removal } = useEnrolmentChanges(course.id);
  const canChange = atLeast(course.role, 'instructor');
  return (
    <>
      <FormProblem error={role.error ?? removal.error} />
      <ScrollRegion label="People of the course" className={table.region}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">E-mail</th>
              <th scope="col">External id</th>
              <th scope="col">Role</th>
              {canChange && (
                <th scope="col">
                  <span className="visually-hidden">What can be done</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  {person.role === 'student' ? (
                    <Link to={`/courses/${course.id}/people/${person.id}`}>{person.name}</Link>
                  ) : (
                    person.name
                  )}
                  {!person.hasAccount && <span className={table.below}>Has not followed the link yet</span>}
                </th>
                <td>{person.email}</td>
                <td>{person.externalId ?? '–'}</td>
                <td>
                  {canChange ? (
                    <RoleChoice
                      person={person}
                      onChoose={(chosen) => role.mutate({ id: person.id, role: chosen })}
                    />
                  ) : (
                    roleWords[person.role]
                  )}
                </td>
                {canChange && (
                  <td className={table.actions}>
                    <span className={table.deeds}>
                      {person.role === 'student' && (
                        <Button
                          variant="default"
                          size="compact-sm"
                          aria-label={`Extension for ${person.name}`}
                          onClick={() => onExtend(person)}
                        >
                          Extension
                        </Button>
                      )}
                      <ConfirmButton
                        words="Remove"
                        label={`Remove ${person.name}`}
                        question="From the course?"
                        size="compact-sm"
                        isPending={removal.isPending && removal.variables === person.id}
                        onConfirm={() => removal.mutate(person.id)}
                      />
                    </span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}

function RoleChoice({ person, onChoose }: { person: Enrolment; onChoose: (role: CourseRole) => void }) {
  return (
    <NativeSelect
      size="xs"
      w="8.5rem"
      aria-label={`Role of ${person.name}`}
      value={person.role}
      onChange={(event) => {
        const chosen = courseRoles.find((role) => role === event.currentTarget.value);
        if (chosen) onChoose(chosen);
      }}
      data={courseRoles.map((role) => ({ value: role, label: roleWords[role] }))}
    />
  );
}

function useEnrolmentChanges(courseId: string) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['enrolments', courseId] });
  const role = useMutation({
    mutationFn: ({ id, role }: { id: string; role: CourseRole }) => changeRole(courseId, id, role),
    onSettled,
  });
  const removal = useMutation({ mutationFn: (id: string) => removeEnrolment(courseId, id), onSettled });
  return { role, removal };
}
