import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { type Course, coursesQuery } from '../api/courses.ts';
import { meQuery } from '../api/session.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import classes from './course-list.module.css';
import { roleWords } from './roles.ts';

/** The courses of whoever is signed in; for administrators, all of them. */
export function CourseListPage() {
  const [search] = useSearchParams();
  const archived = search.get('archived') === 'yes' ? 'yes' : 'no';
  const courses = useQuery(coursesQuery(archived));
  const isAdministrator = useQuery(meQuery).data?.person?.isAdministrator ?? false;
  const title = archived === 'yes' ? 'Archived courses' : 'Courses';
  return (
    <div className="page">
      <div className={classes.heading}>
        <PageTitle title={title} tabTitle={title} />
        {isAdministrator && archived === 'no' && (
          <Button component={Link} to="/courses/new">
            New course
          </Button>
        )}
      </div>
      {courses.isPending && <Skeleton height={140} radius={14} />}
      {courses.isError && <Trouble error={courses.error} onRetry={() => void courses.refetch()} />}
      {courses.data?.items.length === 0 && <NoCourses archived={archived} />}
      {courses.data && courses.data.items.length > 0 && (
        <ul className={classes.list}>
          {courses.data.items.map((course) => (
            <li key={course.id}>
              <CourseCard course={course} isAdministrator={isAdministrator} />
            </li>
          ))}
        </ul>
      )}
      <p className={classes.other}>
        {archived === 'yes' ? (
          <Link to="/courses">Courses that are not archived</Link>
        ) : (
          <Link to="/courses?archived=yes">Archived courses</Link>
        )}
      </p>
    </div>
  );
}

function NoCourses({ archived }: { archived: 'yes' | 'no' }) {
  if (archived === 'yes') {
    return (
      <NothingHere
        title="No archived courses"
        text="A course that is over can be archived in its settings: all of it can still be read."
      />
    );
  }
  return (
    <NothingHere
      title="You are in no course yet"
      text="An invitation link of your instructor brings you into one. Until then there is practice."
      action={<Link to="/">All exercises</Link>}
    />
  );
}

function CourseCard({ course, isAdministrator }: { course: Course; isAdministrator: boolean }) {
  return (
    <Link to={`/courses/${course.id}`} className={classes.card}>
      <h2 className={classes.title}>{course.title}</h2>
      <span className={classes.role}>
        {isAdministrator ? `Time zone ${course.timeZone}` : roleWords[course.role]}
      </span>
    </Link>
  );
}
