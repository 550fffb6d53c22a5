import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { assignmentQuery } from '../api/assignments.ts';
import { type Statistics, statisticsQuery } from '../api/gradebook.ts';
import { isNotFound } from '../api/problem.ts';
import { useCourse } from '../courses/use-course.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { CheckShares } from './check-shares.tsx';
import { Columns } from './columns.tsx';
import { dayColumns, placeAmong } from './days.ts';
import { percentWords, pointsWords } from './points-words.ts';
import classes from './statistics.module.css';
import { TableOfFigures } from './table-of-figures.tsx';

/** What a class has done at one assignment, and what it has not understood. */
export function StatisticsPage() {
  const { assignmentId = '' } = useParams();
  const course = useCourse();
  const statistics = useQuery(statisticsQuery(course.id, assignmentId));
  const assignment = useQuery(assignmentQuery(course.id, assignmentId));
  if (!statistics.data || !assignment.data) {
    const failed = statistics.isError ? statistics : assignment;
    return (
      <div className="page">
        <PageTitle title="Statistics" tabTitle="Statistics" />
        {!failed.isError ? (
          <Skeleton height={480} radius={14} mt={24} />
        ) : isNotFound(failed.error) ? (
          <NothingHere title="There is no such assignment" text="It may have been deleted." />
        ) : (
          <Trouble error={failed.error} onRetry={() => void failed.refetch()} />
        )}
      </div>
    );
  }
  const { title, dueAt } = assignment.data;
  const base = `/courses/${course.id}`;
  return (
    <div className="page">
      <div className={classes.heading}>
        <div>
          <p className={classes.kind}>Statistics</p>
          <PageTitle title={title} tabTitle={`Statistics: ${title}`} />
        </div>
        <ul className={classes.ways}>
          <li>
            <Link to={`${base}/assignments/${assignmentId}/similarity`}>Similar programs</Link>
          </li>
          <li>
            <Link to={`${base}/gradebook?sort=${assignmentId}&order=desc`}>In the gradebook</Link>
          </li>
        </ul>
      </div>
      <Tiles statistics={statistics.data} reviewsPath={`${base}/reviews?assignment=${assignmentId}`} />
      {statistics.data.submitted === 0 ? (
        <NothingHere title="Nothing has been handed in yet" text="Figures appear with the first report." />
      ) : (
        <Figures statistics={statistics.data} dueAt={dueAt} timeZone={course.timeZone} />
      )}
    </div>
  );
}

function Tiles({ statistics, reviewsPath }: { statistics: Statistics; reviewsPath: string }) {
  const { people, submitted, scores, medianAttempts, awaitingReview } = statistics;
  return (
    <dl className={classes.tiles}>
      <Tile
        title="Handed in"
        figure={`${submitted}`}
        more={`of ${people}, ${percentWords(submitted / Math.max(1, people))}`}
      />
      <Tile
        title="Median score"
        figure={scores.median === null ? '–' : `${pointsWords(scores.median)} %`}
        more={scores.median === null ? 'nothing graded' : 'of all points'}
      />
      <Tile
        title="Median attempts"
        figure={medianAttempts === null ? '–' : pointsWords(medianAttempts)}
        more="per student"
      />
      <Tile
        title="Waiting for a person"
        figure={`${awaitingReview}`}
        more={awaitingReview === 0 ? 'nothing to do' : <Link to={reviewsPath}>review them</Link>}
      />
    </dl>
  );
}

function Tile({ title, figure, more }: { title: string; figure: string; more: ReactNode }) {
  return (
    <div className={classes.tile}>
      <dt>{title}</dt>
      <dd>
        <span className={classes.figure}>{figure}</span> <span className={classes.more}>{more}</span>
      </dd>
    </div>
  );
}

interface Shown {
  statistics: Statistics;
  dueAt: string;
  timeZone: string;
}

function Figures({ statistics, dueAt, timeZone }: Shown) {
  return (
    <div className={classes.figures}>
      <section className={`panel ${classes.checks}`} aria-labelledby="checks-title">
        <h2 id="checks-title" className="section-title">
          Share that passes each check, the lowest first
        </h2>
        <CheckShares checks={statistics.checks} />
      </section>
      <section className="panel" aria-labelledby="scores-title">
        <h2 id="scores-title" className="section-title">
          Scores that count
        </h2>
        <Scores buckets={statistics.scores.buckets} />
      </section>
      <section className="panel" aria-labelledby="days-title">
        <h2 id="days-title" className="section-title">
          Submissions by day
        </h2>
        <Days statistics={statistics} dueAt={dueAt} timeZone={timeZone} />
      </section>
    </div>
  );
}

/** Ten buckets of 10 % each. */
function Scores({ buckets }: { buckets: readonly number[] }) {
  const rangeOf = (index: number): string => `${10 * index} to ${10 * (index + 1)} %`;
  return (
    <>
      <Columns
        label={`Distribution of scores: ${buckets.map((count, index) => `${rangeOf(index)}: ${count}`).join(', ')}`}
        columns={buckets.map((count, index) => ({
          key: `${index}`,
          count,
          words: `${rangeOf(index)}: ${count}`,
          label: index % 2 === 0 || index === 9 ? `${10 * index}${index === 9 ? '+' : ''}` : '',
          tone: index === 9 ? 'good' : index < 5 ? 'part' : 'plain',
        }))}
      />
      <p className={classes.axis}>Per cent of the score</p>
      <TableOfFigures
        label="Scores as a table"
        headings={['Score', 'Students']}
        rows={buckets.map((count, index) => ({ key: rangeOf(index), cells: [rangeOf(index), count] }))}
      />
    </>
  );
}

function Days({ statistics, dueAt, timeZone }: Shown) {
  const columns = dayColumns(statistics.submissionsByDay);
  const due = placeAmong(columns, dueAt, timeZone);
  const total = statistics.submissionsByDay.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <Columns
        label={`${total} submissions over ${columns.length} days`}
        columns={columns}
        mark={due === null ? null : { at: due, words: 'due' }}
      />
      <p className={classes.axis}>{total} submissions</p>
      <TableOfFigures
        label="Submissions by day as a table"
        headings={['Day', 'Submissions']}
        rows={statistics.submissionsByDay.map(({ day, count }) => ({ key: day, cells: [day, count] }))}
      />
    </>
  );
}
