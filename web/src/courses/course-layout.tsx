import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation, useParams } from 'react-router';
import { type Course, courseQuery } from '../api/courses.ts';
import { isNotFound } from '../api/problem.ts';
import type { CourseRole } from '../api/session.ts';
import { useStopped } from '../lms/use-stopped.ts';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import classes from './course-layout.module.css';
import { atLeast } from './roles.ts';

/** Around every page of a course: which course it is, and where one can go in it. */
export function CourseLayout() {
  const { courseId = '' } = useParams();
  const query = useQuery(courseQuery(courseId));
  const course = query.data;
  if (query.isPending) return <PageSkeleton />;
  if (!course) {
    return (
      <div className="page page-narrow">
        <PageTitle title="Course" tabTitle="Course" className="visually-hidden" />
        {isNotFound(query.error) ? (
          <NothingHere
            title="There is no such course"
            text="Or you are not in it: ask its instructor for an invitation link."
            action={<Link to="/courses">Your courses</Link>}
          />
        ) : (
          <Trouble error={query.error} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  }
  return (
    <>
      <div className={classes.band}>
        <div className={classes.inner}>
          <p className={classes.crumbs}>
            <Link to="/courses">Courses</Link> <span aria-hidden="true">/</span>{' '}
            <Link to={`/courses/${course.id}`} className={classes.title}>
              {course.title}
            </Link>
            {course.isArchived && <span className={classes.archived}>Archived</span>}
          </p>
          <CourseNav courseId={course.id} role={course.role} />
        </div>
      </div>
      <Outlet context={course satisfies Course} />
    </>
  );
}

/** Below the path of the course, and from which role on; `only` for what concerns no other. */
const places: readonly { path: string; words: string; from: CourseRole; only?: true }[] = [
  { path: '', words: 'Assignments', from: 'student' },
  { path: 'progress', words: 'Progress', from: 'student', only: true },
  { path: 'gradebook', words: 'Gradebook', from: 'assistant' },
  { path: 'reviews', words: 'Reviews', from: 'assistant' },
  { path: 'people', words: 'People', from: 'assistant' },
  { path: 'exercises', words: 'Exercises', from: 'instructor' },
  { path: 'regrades', words: 'Regrades', from: 'instructor' },
  { path: 'integrations', words: 'Integrations', from: 'instructor' },
  { path: 'audit', words: 'Log', from: 'instructor' },
  { path: 'settings', words: 'Settings', from: 'instructor' },
];

function CourseNav({ courseId, role }: { courseId: string; role: CourseRole }) {
  const isStopped = useStopped(courseId, atLeast(role, 'instructor'));
  const open = places.filter(({ from, only }) => (only ? role === from : atLeast(role, from)));
  return (
    <nav ref={useActiveInSight()} aria-label="Course" className={classes.nav}>
      {open.map(({ path, words }) => (
        <NavLink
          key={path}
          to={path === '' ? `/courses/${courseId}` : `/courses/${courseId}/${path}`}
          end={path === ''}
        >
          {words}
          {path === 'integrations' && isStopped && (
            <span className={classes.mark} title="Something is not sent any more">
              <span className="visually-hidden">(something is not sent any more)</span>
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}

/** On a phone the places are wider than the screen: the one where the reader is comes to the middle of it. */
function useActiveInSight() {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: which link is active follows from the path
  useLayoutEffect(() => {
    const active = nav.current?.querySelector('[aria-current="page"]');
    if (!nav.current || !active) return;
    const [around, link] = [nav.current.getBoundingClientRect(), active.getBoundingClientRect()];
    nav.current.scrollLeft += link.left + link.width / 2 - (around.left + around.width / 2);
  }, [pathname]);
  return nav;
}
