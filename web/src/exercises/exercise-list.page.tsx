import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { exerciseQuery, exercisesQuery } from '../api/exercises.ts';
import { recentQuery } from '../api/submissions.ts';
import type { ExerciseItem } from '../api/types.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { type BestAttempt, bestOf } from './best-attempts.ts';
import classes from './exercise-list.module.css';
import { Hero } from './hero.tsx';
import { languageName } from './language.tsx';

export function ExerciseListPage() {
  const exercises = useQuery(exercisesQuery);
  const recent = useQuery(recentQuery);
  const best = bestOf(recent.data?.items ?? []);
  return (
    <div className="page">
      <Hero title={<PageTitle title="Learn to do several things at once" tabTitle="Exercises" />} />
      <h2 className={classes.heading}>Exercises</h2>
      {exercises.isPending && <ListSkeleton />}
      {exercises.isError && <Trouble error={exercises.error} onRetry={() => void exercises.refetch()} />}
      {exercises.data?.items.length === 0 && (
        <NothingHere
          title="No exercises yet"
          text="Each exercise is a folder under exercises/ of the project; none was found."
        />
      )}
      {exercises.data && exercises.data.items.length > 0 && (
        <ul className={classes.list}>
          {exercises.data.items.map((exercise) => (
            <li key={exercise.slug}>
              <ExerciseCard exercise={exercise} best={best.get(exercise.slug) ?? null} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ExerciseCard({ exercise, best }: { exercise: ExerciseItem; best: BestAttempt | null }) {
  const queryClient = useQueryClient();
  const warm = (): void => {
    void queryClient.prefetchQuery(exerciseQuery(exercise.slug));
    void import('./exercise.page.tsx');
  };
  return (
    <Link to={`/exercises/${exercise.slug}`} className={classes.card} onMouseEnter={warm} onFocus={warm}>
      <span className={classes.lesson}>Lesson {exercise.lesson}</span>
      <h3 className={classes.title}>{exercise.title}</h3>
      <p className={classes.summary}>{exercise.summary}</p>
      <span className={classes.foot}>
        <span>{exercise.languages.map(languageName).join(', ')}</span>
        {best ? <Best best={best} /> : <span>{exercise.maxScore} points</span>}
      </span>
    </Link>
  );
}

function Best({ best }: { best: BestAttempt }) {
  const isFull = best.score === best.maxScore;
  return (
    <span className={classes.best} data-full={isFull || undefined}>
      <svg width="52" height="6" aria-hidden="true">
        <rect width="52" height="6" rx="3" className={classes.bestGround} />
        <rect
          width={(52 * best.score) / Math.max(1, best.maxScore)}
          height="6"
          rx="3"
          className={classes.bestBar}
        />
      </svg>
      best {best.score} of {best.maxScore}
    </span>
  );
}

function ListSkeleton() {
  return (
    <ul className={classes.list} aria-busy="true" aria-label="Loading the exercises">
      {[0, 1, 2, 3].map((index) => (
        <li key={index} className={classes.card}>
          <Skeleton height={12} width={64} mb={14} />
          <Skeleton height={20} width="80%" mb={14} />
          <Skeleton height={12} mb={8} />
          <Skeleton height={12} width="60%" />
        </li>
      ))}
    </ul>
  );
}
