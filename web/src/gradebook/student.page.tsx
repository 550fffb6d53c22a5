import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  type CourseSubmission,
  courseSubmissionsQuery,
  type Progress,
  progressQuery,
} from '../api/gradebook.ts';
import { isNotFound } from '../api/problem.ts';
import { ExtensionDialog } from '../courses/extension-dialog.tsx';
import { atLeast } from '../courses/roles.ts';
import { useCourse } from '../courses/use-course.ts';
import { dateWords } from '../report/when.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { GradeDialog } from './grade-dialog.tsx';
import { pointsWords } from './points-words.ts';
import classes from './progress.module.css';
import { ProgressTable, Sum } from './progress-table.tsx';

/** How one person gets on in a course, for whoever teaches it. */
export function StudentPage() {
  const { enrolmentId = '' } = useParams();
  const course = useCourse();
  const progress = useQuery(progressQuery(course.id, enrolmentId));
  const { data } = progress;
  if (!data) {
    return (
      <div className="page">
        <PageTitle title="Student" tabTitle="Student" />
        {progress.isPending ? (
          <Skeleton height={420} radius={14} mt={24} />
        ) : isNotFound(progress.error) ? (
          <NothingHere
            title="There is no such student"
            text="They may have left the course."
            action={<Link to={`/courses/${course.id}/gradebook`}>Gradebook</Link>}
          />
        ) : (
          <Trouble error={progress.error} onRetry={() => void progress.refetch()} />
        )}
      </div>
    );
  }
  return (
    <div className="page">
      <PageTitle title={data.name} tabTitle={`${data.name}: ${course.title}`} />
      {data.externalId && <p className={classes.externalId}>{data.externalId}</p>}
      <Sum points={data.points} assignments={data.assignments} />
      <div className={classes.parts}>
        <section className="panel" aria-labelledby="progress-title">
          <h2 id="progress-title" className="section-title">
            Assignments
          </h2>
          <Assignments progress={data} />
        </section>
        <section className="panel" aria-labelledby="submissions-title">
          <h2 id="submissions-title" className="section-title">
            Everything handed in
          </h2>
          <Submissions courseId={course.id} enrolmentId={enrolmentId} />
        </section>
      </div>
    </div>
  );
}

/** With what can be decided about each of them. */
function Assignments({ progress }: { progress: Progress }) {
  const course = useCourse();
  const [grading, setGrading] = useState<string | null>(null);
  const [extending, setExtending] = useState<string | null>(null);
  const canExtend = atLeast(course.role, 'instructor');
  return (
    <>
      <ProgressTable
        assignments={progress.assignments}
        timeZone={course.timeZone}
        deedsOf={({ id, title }) => (
          <span className={classes.deeds}>
            <Deed words="Set points" at={title} onClick={() => setGrading(id)} />
            {canExtend && <Deed words="Extension" at={title} onClick={() => setExtending(id)} />}
          </span>
        )}
      />
      {grading && (
        <GradeDialog
          courseId={course.id}
          person={progress}
          assignmentId={grading}
          onClose={() => setGrading(null)}
        />
      )}
      {extending && (
        <ExtensionDialog
          course={course}
          person={progress}
          assignmentId={extending}
          onClose={() => setExtending(null)}
        />
      )}
    </>
  );
}

function Deed({ words, at, onClick }: { words: string; at: string; onClick: () => void }) {
  return (
    <Button variant="default" size="compact-sm" aria-label={`${words}: ${at}`} onClick={onClick}>
      {words}
    </Button>
  );
}

function Submissions({ courseId, enrolmentId }: { courseId: string; enrolmentId: string }) {
  const submissions = useInfiniteQuery(courseSubmissionsQuery(courseId, { enrolment: enrolmentId }));
  if (submissions.isPending) return <Skeleton height={160} radius={10} />;
  if (submissions.isError)
    return <Trouble error={submissions.error} onRetry={() => void submissions.refetch()} />;
  const items = submissions.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="muted">Nothing yet.</p>;
  return (
    <>
      <ol className={classes.submissions}>
        {items.map((item) => (
          <li key={item.id}>
            <Submission item={item} />
          </li>
        ))}
      </ol>
      {submissions.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={submissions.isFetchingNextPage}
          onClick={() => void submissions.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </>
  );
}

function Submission({ item }: { item: CourseSubmission }) {
  return (
    <Link to={`/submissions/${item.id}`} className={classes.submission}>
      <time dateTime={item.createdAt} className={classes.when}>
        {dateWords(new Date(item.createdAt))}
      </time>
      <span>
        {item.assignmentTitle}, attempt {item.attempt}
      </span>
      <span className={classes.result}>
        {item.finalScore !== null && item.maxScore !== null
          ? `${pointsWords(item.finalScore)} of ${pointsWords(item.maxScore)}`
          : item.status === 'failed'
            ? 'not graded: our fault'
            : item.status}
      </span>
    </Link>
  );
}
