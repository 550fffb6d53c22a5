import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type AttemptsOf, attemptsQuery } from '../api/submissions.ts';
import type { SubmissionItem } from '../api/types.ts';
import { Trouble } from '../shell/trouble.tsx';
import classes from './attempts.module.css';
import { dateWords, whenWords } from './when.ts';

/** Everything that the reader has handed in for an exercise or an assignment, newest first. */
export function Attempts({ of, current }: { of: AttemptsOf; current?: string }) {
  const attempts = useInfiniteQuery(attemptsQuery(of));
  if (attempts.isPending) return <Skeleton height={120} radius={10} />;
  if (attempts.isError) return <Trouble error={attempts.error} onRetry={() => void attempts.refetch()} />;
  const items = attempts.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="muted">None yet. The first one you hand in appears here.</p>;
  return (
    <>
      <ol className={classes.attempts}>
        {items.map((item) => (
          <li key={item.id}>
            <Attempt item={item} isCurrent={item.id === current} />
          </li>
        ))}
      </ol>
      {attempts.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={attempts.isFetchingNextPage}
          onClick={() => void attempts.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </>
  );
}

const statusWords = {
  queued: 'queued',
  running: 'running',
  checking: 'checking',
  graded: 'graded',
  failed: 'not graded: our fault',
} as const;

function Attempt({ item, isCurrent }: { item: SubmissionItem; isCurrent: boolean }) {
  const at = new Date(item.createdAt);
  return (
    <Link
      to={`/submissions/${item.id}`}
      className={classes.attempt}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <time dateTime={item.createdAt} title={dateWords(at)}>
        {whenWords(at, new Date())}
      </time>
      {isCurrent && <span className={classes.current}>this one</span>}
      {item.score !== null && item.maxScore !== null ? (
        <span className={classes.score} data-full={item.score === item.maxScore || undefined}>
          <svg width="80" height="6" aria-hidden="true">
            <rect width="80" height="6" rx="3" className={classes.ground} />
            <rect
              width={(80 * item.score) / Math.max(1, item.maxScore)}
              height="6"
              rx="3"
              className={classes.part}
            />
          </svg>
          <span>
            {item.score} of {item.maxScore}
          </span>
        </span>
      ) : (
        <span className={classes.status}>{statusWords[item.status]}</span>
      )}
    </Link>
  );
}
