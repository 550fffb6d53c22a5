import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type RegradeListItem, regradesQuery } from '../api/regrades.ts';
import { useCourse } from '../courses/use-course.ts';
import { dateWords } from '../report/when.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { NewRegradeDialog } from './new-regrade-dialog.tsx';
import { scopeWords, statusWords } from './regrade-words.ts';
import classes from './regrades.module.css';

/** The sets of a course that were judged again, newest first, and the way to a new one. */
export function RegradesPage() {
  const course = useCourse();
  const regrades = useInfiniteQuery(regradesQuery(course.id));
  const [isMaking, setIsMaking] = useState(false);
  const items = regrades.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className={classes.heading}>
        <PageTitle title="Regrades" tabTitle={`Regrades: ${course.title}`} />
        <Button onClick={() => setIsMaking(true)}>New regrade</Button>
      </div>
      {regrades.isPending && <Skeleton height={240} radius={14} />}
      {regrades.isError && <Trouble error={regrades.error} onRetry={() => void regrades.refetch()} />}
      {regrades.data && items.length === 0 && (
        <NothingHere
          title="Nothing has been judged again"
          text="After an exercise was corrected, judge what was handed in once more. You see who gains and who loses before anything counts."
        />
      )}
      {items.length > 0 && (
        <ul className="card-list">
          {items.map((regrade) => (
            <li key={regrade.id}>
              <Item courseId={course.id} regrade={regrade} />
            </li>
          ))}
        </ul>
      )}
      {regrades.hasNextPage && (
        <Button
          variant="default"
          mt={14}
          loading={regrades.isFetchingNextPage}
          onClick={() => void regrades.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
      {isMaking && <NewRegradeDialog courseId={course.id} onClose={() => setIsMaking(false)} />}
    </div>
  );
}

function Item({ courseId, regrade }: { courseId: string; regrade: RegradeListItem }) {
  const { counts } = regrade;
  return (
    <Link to={`/courses/${courseId}/regrades/${regrade.id}`} className="card">
      <span className={classes.scope}>{scopeWords(regrade)}</span>
      <span className={classes.status} data-status={regrade.status}>
        {statusWords[regrade.status]}
      </span>
      <span className={classes.reason}>{regrade.reason}</span>
      <span className={classes.counts}>
        {counts.gain} gain, {counts.lose} lose, {counts.same} stay the same
      </span>
      <time dateTime={regrade.createdAt} className={classes.when}>
        {dateWords(new Date(regrade.createdAt))}
      </time>
    </Link>
  );
}
