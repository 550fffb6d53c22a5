import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { type Assignment, assignmentQuery } from '../api/assignments.ts';
import type { Course } from '../api/courses.ts';
import { exerciseQuery } from '../api/exercises.ts';
import { isNotFound } from '../api/problem.ts';
import { meQuery } from '../api/session.ts';
import type { Exercise } from '../api/types.ts';
import { Workbench } from '../editor/workbench.tsx';
import exerciseClasses from '../exercises/exercise.module.css';
import { Graded } from '../exercises/graded.tsx';
import { inLanguage, LanguageChoice, useLanguage } from '../exercises/language.tsx';
import { Statement } from '../exercises/statement.tsx';
import { Attempts } from '../report/attempts.tsx';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import classes from './assignment.module.css';
import { Rules, Standing } from './assignment-rules.tsx';
import { attemptNote, obstacleOf } from './assignment-words.ts';
import { NoAssignment } from './no-assignment.tsx';
import { atLeast } from './roles.ts';
import { StaffLinks } from './staff-links.tsx';
import { StateMark } from './state-mark.tsx';
import { useCourse } from './use-course.ts';
import { useNow } from './use-now.ts';

/** It opens, is due and closes while people look at it. */
const askAgainMs = 60_000;

export function AssignmentPage() {
  const course = useCourse();
  const { assignmentId = '' } = useParams();
  const assignment = useQuery({ ...assignmentQuery(course.id, assignmentId), refetchInterval: askAgainMs });
  const exercise = useQuery({
    ...exerciseQuery(assignment.data?.exercise ?? '', assignment.data?.exerciseVersion),
    enabled: assignment.data !== undefined,
  });
  if (assignment.isPending || (assignment.data && exercise.isPending)) return <PageSkeleton />;
  if (!assignment.data) return <NoAssignment query={assignment} courseId={course.id} />;
  if (!exercise.data) {
    const isHidden = assignment.data.state === 'upcoming' && isNotFound(exercise.error);
    if (isHidden) return <NotYet course={course} assignment={assignment.data} />;
    return <NoAssignment query={exercise} courseId={course.id} />;
  }
  const shown = { course, assignment: assignment.data, exercise: exercise.data };
  return atLeast(course.role, 'assistant') ? <Taught {...shown} /> : <ToSolve {...shown} />;
}

interface Shown {
  course: Course;
  assignment: Assignment;
  exercise: Exercise;
}

/** An exercise that the course has written is shown to its students once it is given. */
function NotYet({ course, assignment }: Omit<Shown, 'exercise'>) {
  return (
    <div className={`page ${classes.page}`}>
      <div className={exerciseClasses.text}>
        <Heading assignment={assignment} />
        <Standing assignment={assignment} timeZone={course.timeZone} />
        <Rules assignment={assignment} timeZone={course.timeZone} />
      </div>
    </div>
  );
}

/** For students: the statement, and beside it where it is solved. */
function ToSolve({ course, assignment, exercise }: Shown) {
  const hasBench = assignment.state === 'open' || assignment.state === 'late';
  return (
    <div className={`page ${hasBench ? exerciseClasses.page : classes.page}`}>
      <div className={exerciseClasses.text}>
        <Heading assignment={assignment} />
        {hasBench && (
          <a href="#solution" className={exerciseClasses.jump}>
            To the editor
          </a>
        )}
        <Standing assignment={assignment} timeZone={course.timeZone} />
        <Asked exercise={exercise} />
        <Rules assignment={assignment} timeZone={course.timeZone} />
      </div>
      {hasBench && (
        <div id="solution" className={exerciseClasses.bench}>
          <Bench course={course} assignment={assignment} exercise={exercise} />
        </div>
      )}
      <section className={exerciseClasses.attempts}>
        <h2 className="section-title">Your attempts</h2>
        <Attempts of={{ assignment: assignment.id }} />
      </section>
    </div>
  );
}

/** In the language that is chosen. */
function Asked({ exercise }: { exercise: Exercise }) {
  const [language] = useLanguage(exercise);
  const shown = inLanguage(exercise, language);
  return (
    <>
      <LanguageChoice exercise={exercise} />
      <Statement markdown={shown.statement} title={exercise.title} />
      <Graded exercise={shown} />
    </>
  );
}

const tickMs = 1000;

function Bench({ course, assignment, exercise }: Shown) {
  const now = useNow(tickMs);
  const personId = useQuery(meQuery).data?.person?.id ?? 'nobody';
  const [language] = useLanguage(exercise);
  const archived = course.isArchived ? 'The course is archived: nothing is taken any more.' : null;
  return (
    <Workbench
      key={`${assignment.id} ${language}`}
      exercise={exercise}
      language={language}
      purpose={{ assignment: assignment.id }}
      draftName={`${assignment.id}:${personId}`}
      note={attemptNote(assignment)}
      obstacle={archived ?? obstacleOf(assignment, course.timeZone, now)}
    />
  );
}

/** For who teaches: what students read, how it is set, and the ways to what has become of it. */
function Taught({ course, assignment, exercise }: Shown) {
  return (
    <div className={`page ${classes.taught}`}>
      <div className={exerciseClasses.text}>
        <Heading assignment={assignment} />
        <Asked exercise={exercise} />
      </div>
      <div className={classes.side}>
        <StaffLinks course={course} assignment={assignment} />
        <Rules assignment={assignment} timeZone={course.timeZone} />
      </div>
    </div>
  );
}

function Heading({ assignment }: { assignment: Assignment }) {
  return (
    <div className={classes.heading}>
      <PageTitle title={assignment.title} tabTitle={assignment.title} />
      <StateMark state={assignment.state} />
    </div>
  );
}
