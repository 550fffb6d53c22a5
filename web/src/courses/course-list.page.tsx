import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type CourseOfMine, meQuery } from '../api/session.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere } from '../shell/trouble.tsx';
import classes from './course-list.module.css';
import { roleWords } from './roles.ts';

/** The courses of whoever is signed in. */
export function CourseListPage() {
  const courses = useQuery(meQuery).data?.courses ?? [];
  return (
    <div className="page">
      <div className={classes.heading}>
        <PageTitle title="Courses" tabTitle="Courses" />
      </div>
      {courses.length === 0 ? (
        <NothingHere
          title="You are in no course yet"
          text="An invitation link of your instructor brings you into one. Until then there is practice."
          action={<Link to="/">All exercises</Link>}
        />
      ) : (
        <ul className={classes.list}>
          {courses.map((course) => (
            <li key={course.id}>
              <CourseCard course={course} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function CourseCard({ course }: { course: CourseOfMine }) {
  return (
    <Link to={`/courses/${course.id}`} className={classes.card}>
      <h2 className={classes.title}>{course.title}</h2>
      <span className={classes.role}>{roleWords[course.role]}</span>
    </Link>
  );
}
