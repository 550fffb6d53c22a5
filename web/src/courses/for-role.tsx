import { Link, Outlet } from 'react-router';
import type { CourseRole } from '../api/session.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere } from '../shell/trouble.tsx';
import { atLeast, roleWords } from './roles.ts';
import { useCourse } from './use-course.ts';

/** Around pages of a course that are for who teaches it. The API refuses others, too; here they are told so at once. */
export function ForRole({ from }: { from: CourseRole }) {
  const course = useCourse();
  if (atLeast(course.role, from)) return <Outlet context={course} />;
  return (
    <div className="page page-narrow">
      <PageTitle title="Not for you" tabTitle="Not for you" className="visually-hidden" />
      <NothingHere
        title={`This page is for ${roleWords[from].toLowerCase()}s`}
        text={`In this course you are ${article[course.role]}.`}
        action={<Link to={`/courses/${course.id}`}>The assignments of the course</Link>}
      />
    </div>
  );
}

const article: Readonly<Record<CourseRole, string>> = {
  student: 'a student',
  assistant: 'an assistant',
  instructor: 'an instructor',
};
