import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { type Attempt, attemptHistoryQuery } from '../api/reviewing.ts';
import { dateWords } from '../report/when.ts';
import { Trouble } from '../shell/trouble.tsx';
import classes from './attempt-history.module.css';

const Difference = lazy(() => import('./difference.tsx'));

/** All attempts of the same person at the same assignment, oldest first, and what this one changed. */
export function AttemptHistory({ id }: { id: string }) {
  const history = useQuery(attemptHistoryQuery(id));
  const [isCompared, setIsCompared] = useState(false);
  if (history.isPending) return <Skeleton height={120} radius={10} />;
  if (history.isError) return <Trouble error={history.error} onRetry={() => void history.refetch()} />;
  const { items } = history.data;
  const before = items[items.findIndex((item) => item.id === id) - 1];
  return (
    <>
      <ol className={classes.attempts}>
        {items.map((item) => (
          <li key={item.id}>
            <Link to={`/submissions/${item.id}`} aria-current={item.id === id ? 'page' : undefined}>
              <span>Attempt {item.attempt}</span>
              <time dateTime={item.createdAt} className={classes.when}>
                {dateWords(new Date(item.createdAt))}
              </time>
              <span className={classes.score}>{scoreOf(item)}</span>
            </Link>
          </li>
        ))}
      </ol>
      {before && (
        <Button
          variant="default"
          mt={12}
          aria-expanded={isCompared}
          onClick={() => setIsCompared((isOn) => !isOn)}
        >
          {isCompared ? 'Hide the difference' : `What changed since attempt ${before.attempt}`}
        </Button>
      )}
      {before && isCompared && (
        <Suspense fallback={<Skeleton height={160} radius={10} mt={12} />}>
          <Difference beforeId={before.id} id={id} />
        </Suspense>
      )}
    </>
  );
}

function scoreOf({ finalScore, maxScore, status, counts }: Attempt): string {
  if (finalScore === null || maxScore === null) return status === 'failed' ? 'not graded' : status;
  return `${finalScore} of ${maxScore}${counts ? ', counts' : ''}`;
}
