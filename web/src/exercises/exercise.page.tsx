import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { exerciseQuery } from '../api/exercises.ts';
import { isNotFound } from '../api/problem.ts';
import type { Exercise } from '../api/types.ts';
import { Workbench } from '../editor/workbench.tsx';
import { Attempts } from '../report/attempts.tsx';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import classes from './exercise.module.css';
import { Graded } from './graded.tsx';
import { inLanguage, LanguageChoice, useLanguage } from './language.tsx';
import { Statement } from './statement.tsx';

export function ExercisePage() {
  const { slug = '' } = useParams();
  const exercise = useQuery(exerciseQuery(slug));
  if (exercise.data)
    return <ExerciseView key={`${slug} ${exercise.data.version}`} exercise={exercise.data} />;
  if (exercise.isPending) return <PageSkeleton />;
  return (
    <div className="page page-narrow">
      <PageTitle title="Exercise" tabTitle="Exercise" className="visually-hidden" />
      {isNotFound(exercise.error) ? (
        <NothingHere
          title={`There is no exercise “${slug}”`}
          text="It may have been renamed."
          action={<Link to="/">All exercises</Link>}
        />
      ) : (
        <Trouble error={exercise.error} onRetry={() => void exercise.refetch()} />
      )}
    </div>
  );
}

function ExerciseView({ exercise }: { exercise: Exercise }) {
  const [language] = useLanguage(exercise);
  const shown = inLanguage(exercise, language);
  return (
    <div className={`page ${classes.page}`}>
      <div className={classes.text}>
        <p className={classes.lesson}>
          <Link to="/">Exercises</Link> / Lesson {exercise.lesson}
        </p>
        <PageTitle title={exercise.title} tabTitle={exercise.title} />
        <a href="#solution" className={classes.jump}>
          To the editor
        </a>
        <LanguageChoice exercise={exercise} />
        <Statement markdown={shown.statement} title={exercise.title} />
        <Graded exercise={shown} />
      </div>
      <div id="solution" className={classes.bench}>
        <Workbench
          key={language}
          exercise={exercise}
          language={language}
          purpose={{ exercise: exercise.slug }}
          draftName={exercise.slug}
        />
      </div>
      <section className={classes.attempts}>
        <h2 className="section-title">Earlier attempts</h2>
        <Attempts of={{ exercise: exercise.slug }} />
      </section>
    </div>
  );
}
