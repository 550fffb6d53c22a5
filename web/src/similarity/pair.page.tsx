import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { isNotFound } from '../api/problem.ts';
import { type SimilarPair, similarPairQuery } from '../api/similarity.ts';
import { useCourse } from '../courses/use-course.ts';
import { percentWords } from '../gradebook/points-words.ts';
import { dateWords } from '../report/when.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { MarkedProgram } from './marked-program.tsx';
import { nameOf } from './similar-pairs.tsx';
import classes from './similarity.module.css';
import { WhatItProves } from './what-it-proves.tsx';

/** Two programs side by side; lines that correspond have the same number and colour. */
export function SimilarPairPage() {
  const { reportId = '', leftId = '', rightId = '' } = useParams();
  const course = useCourse();
  const pair = useQuery(similarPairQuery(course.id, reportId, leftId, rightId));
  if (!pair.data) {
    return (
      <div className="page">
        <PageTitle title="Two programs" tabTitle="Two programs" />
        {pair.isPending ? (
          <Skeleton height={480} radius={14} mt={24} />
        ) : isNotFound(pair.error) ? (
          <NothingHere title="There is no such pair" text="The comparison may have been made anew." />
        ) : (
          <Trouble error={pair.error} onRetry={() => void pair.refetch()} />
        )}
      </div>
    );
  }
  return <SideBySide pair={pair.data} />;
}

function SideBySide({ pair }: { pair: SimilarPair }) {
  const [shown, setShown] = useState<number | null>(null);
  const title = `${nameOf(pair.left)} and ${nameOf(pair.right)}`;
  const sides = [
    { key: 'left', program: pair.left, lines: pair.fragments.map(({ left }) => left) },
    { key: 'right', program: pair.right, lines: pair.fragments.map(({ right }) => right) },
  ] as const;
  return (
    <div className={`page ${classes.wide}`}>
      <PageTitle title={title} tabTitle={title} />
      <p className={classes.about}>
        {percentWords(pair.similarity)} of what both programs are made of is the same; the longest part in
        common has {pair.longest} tokens.
      </p>
      <WhatItProves />
      {pair.fragments.length > 0 && (
        <fieldset className={classes.fragments}>
          <legend>Parts in common</legend>
          {pair.fragments.map(({ left, right }, index) => (
            <button
              key={`${left.file} ${left.from} ${right.file} ${right.from}`}
              type="button"
              aria-pressed={shown === index}
              onClick={() => setShown(shown === index ? null : index)}
            >
              {index + 1}: lines {left.from}–{left.to} and {right.from}–{right.to}
            </button>
          ))}
        </fieldset>
      )}
      <div className={classes.sides}>
        {sides.map(({ key, program, lines }) => (
          <section key={key} className="panel" aria-label={nameOf(program)}>
            <h2 className="section-title">
              <Link to={`/submissions/${program.submissionId}`}>{nameOf(program)}</Link>
            </h2>
            <p className={classes.handedIn}>
              Attempt {program.attempt}, {dateWords(new Date(program.createdAt))}
            </p>
            <MarkedProgram files={program.files} fragments={lines} shown={shown} owner={nameOf(program)} />
          </section>
        ))}
      </div>
    </div>
  );
}
