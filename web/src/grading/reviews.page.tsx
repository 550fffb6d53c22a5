import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { type Review, reviewsQuery } from '../api/reviewing.ts';
import { useCourse } from '../courses/use-course.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { ReviewForm } from './review-form.tsx';
import classes from './reviews.module.css';

const keyOf = ({ submissionId, checkId }: Review): string => `${submissionId} ${checkId}`;

/** What waits for a person, oldest first: one is shown whole, and deciding it leads to the next. */
export function ReviewsPage() {
  const course = useCourse();
  const [params, setParams] = useSearchParams();
  const reviews = useInfiniteQuery(reviewsQuery(course.id, params.get('assignment')));
  const { data } = reviews;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const shown = items.find((item) => keyOf(item) === params.get('review')) ?? items[0];
  const show = (item: Review | undefined): void =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (item) next.set('review', keyOf(item));
      else next.delete('review');
      return next;
    });
  const next = shown && items[items.indexOf(shown) + 1];
  return (
    <div className="page">
      <PageTitle title="Reviews" tabTitle={`Reviews: ${course.title}`} />
      {reviews.isPending && <Skeleton height={420} radius={14} mt={24} />}
      {reviews.isError && <Trouble error={reviews.error} onRetry={() => void reviews.refetch()} />}
      {data && (
        <p className={classes.waiting} role="status">
          {waitingWords(data.pages[0]?.total ?? 0)}
          {params.has('assignment') && (
            <>
              {' '}
              at one assignment. <Link to={`/courses/${course.id}/reviews`}>Show all</Link>
            </>
          )}
        </p>
      )}
      {data && !shown && (
        <NothingHere
          title="Nothing waits for a person"
          text="A check that should be looked at appears here as soon as a submission is graded."
        />
      )}
      {shown && (
        <div className={classes.columns}>
          <ol className={classes.queue} aria-label="Waiting">
            {items.map((item) => (
              <li key={keyOf(item)}>
                <button
                  type="button"
                  className={classes.item}
                  aria-current={item === shown ? 'true' : undefined}
                  onClick={() => show(item)}
                >
                  <strong>{item.person.name}</strong>
                  <span>
                    {item.assignmentTitle}, attempt {item.attempt}
                  </span>
                </button>
              </li>
            ))}
            {reviews.hasNextPage && (
              <li>
                <button type="button" className={classes.item} onClick={() => void reviews.fetchNextPage()}>
                  Show more
                </button>
              </li>
            )}
          </ol>
          <ReviewForm
            key={keyOf(shown)}
            courseId={course.id}
            review={shown}
            onSkip={next ? () => show(next) : null}
            onDecided={() => show(next)}
          />
        </div>
      )}
    </div>
  );
}

const waitingWords = (total: number): string =>
  total === 0 ? 'Nothing is waiting' : total === 1 ? 'One is waiting' : `${total} are waiting`;
