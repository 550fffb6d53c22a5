import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { isNotFound } from '../api/problem.ts';
import { type Regrade, regradeQuery } from '../api/regrades.ts';
import { useCourse } from '../courses/use-course.ts';
import { dateWords } from '../report/when.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { RegradeDecision } from './regrade-decision.tsx';
import { RegradeItems } from './regrade-items.tsx';
import { RegradeSizes } from './regrade-sizes.tsx';
import { changeWords, modeWords, scopeWords, statusWords } from './regrade-words.ts';
import classes from './regrades.module.css';

/** One set: how far it is, what it would change, and the decision. */
export function RegradePage() {
  const { regradeId = '' } = useParams();
  const course = useCourse();
  const regrade = useQuery(regradeQuery(course.id, regradeId));
  if (!regrade.data) {
    return (
      <div className="page">
        <PageTitle title="Regrade" tabTitle="Regrade" />
        {regrade.isPending ? (
          <Skeleton height={420} radius={14} mt={24} />
        ) : isNotFound(regrade.error) ? (
          <NothingHere
            title="There is no such regrade"
            text="The address may have been cut off."
            action={<Link to={`/courses/${course.id}/regrades`}>All regrades</Link>}
          />
        ) : (
          <Trouble error={regrade.error} onRetry={() => void regrade.refetch()} />
        )}
      </div>
    );
  }
  return <Shown courseId={course.id} regrade={regrade.data} />;
}

function Shown({ courseId, regrade }: { courseId: string; regrade: Regrade }) {
  const scope = scopeWords(regrade);
  return (
    <div className="page">
      <p className={classes.kind}>
        <Link to={`/courses/${courseId}/regrades`}>Regrades</Link> / {statusWords[regrade.status]}
      </p>
      <PageTitle title={scope} tabTitle={`Regrade: ${scope}`} />
      <p className={classes.about}>
        {modeWords[regrade.mode]}
        {regrade.exerciseVersion !== null && ` by version ${regrade.exerciseVersion}`} · {regrade.reason} ·{' '}
        {regrade.author?.name ?? 'Somebody who has left'}, {dateWords(new Date(regrade.createdAt))}
      </p>
      {regrade.status === 'working' && <Working counts={regrade.counts} />}
      <Counts counts={regrade.counts} />
      <RegradeDecision courseId={courseId} regrade={regrade} />
      {regrade.status !== 'working' && <RegradeSizes regrade={regrade} />}
      {regrade.status !== 'working' && <RegradeItems courseId={courseId} regrade={regrade} />}
    </div>
  );
}

function Working({ counts }: { counts: Regrade['counts'] }) {
  const judged = counts.total - counts.waiting;
  return (
    <div className={`panel ${classes.working}`}>
      <p role="status">
        {judged} of {counts.total} judged
      </p>
      <progress value={judged} max={Math.max(1, counts.total)} aria-label="Judged" />
    </div>
  );
}

const tiles = [
  { key: 'gain', title: 'Gain' },
  { key: 'lose', title: 'Lose' },
  { key: 'same', title: 'Stay the same' },
  { key: 'failed', title: 'Could not be judged' },
] as const;

function Counts({ counts }: { counts: Regrade['counts'] }) {
  return (
    <>
      <dl className={classes.tiles}>
        {tiles.map(({ key, title }) => (
          <div key={key} className={classes.tile} data-change={key}>
            <dt>{title}</dt>
            <dd>{counts[key]}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.strip} aria-hidden="true">
        {tiles.map(
          ({ key }) =>
            counts[key] > 0 && <span key={key} data-change={key} style={{ flexGrow: counts[key] }} />,
        )}
      </div>
      <p className={classes.sums}>
        All scores together: {counts.sumBefore} before, {counts.sumAfter} after (
        {changeWords(counts.sumBefore, counts.sumAfter)})
      </p>
    </>
  );
}
