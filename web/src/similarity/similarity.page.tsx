import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useParams } from 'react-router';
import '../forms/input-styles.ts';
import { assignmentQuery } from '../api/assignments.ts';
import { isNotFound } from '../api/problem.ts';
import {
  createSimilarityReport,
  type SimilarityReportItem,
  similarityReportsQuery,
} from '../api/similarity.ts';
import { useCourse } from '../courses/use-course.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { percentWords } from '../gradebook/points-words.ts';
import { dateWords } from '../report/when.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { SimilarPairs } from './similar-pairs.tsx';
import classes from './similarity.module.css';
import { WhatItProves } from './what-it-proves.tsx';

/** Programs of one assignment that are alike: the newest comparison, and the way to another one. */
export function SimilarityPage() {
  const { assignmentId = '' } = useParams();
  const course = useCourse();
  const assignment = useQuery(assignmentQuery(course.id, assignmentId));
  const reports = useQuery(similarityReportsQuery(course.id, assignmentId));
  if (!assignment.data || !reports.data) {
    const failed = reports.isError ? reports : assignment;
    return (
      <div className="page">
        <PageTitle title="Similar programs" tabTitle="Similar programs" />
        {!failed.isError ? (
          <Skeleton height={420} radius={14} mt={24} />
        ) : isNotFound(failed.error) ? (
          <NothingHere title="There is no such assignment" text="It may have been deleted." />
        ) : (
          <Trouble error={failed.error} onRetry={() => void failed.refetch()} />
        )}
      </div>
    );
  }
  const { title } = assignment.data;
  const newest = reports.data.items[0];
  return (
    <div className="page">
      <div className={classes.heading}>
        <div>
          <p className={classes.kind}>Similar programs</p>
          <PageTitle title={title} tabTitle={`Similar programs: ${title}`} />
        </div>
        <Compare courseId={course.id} assignmentId={assignmentId} isBusy={newest?.status === 'working'} />
      </div>
      <WhatItProves />
      {newest ? (
        <Newest courseId={course.id} report={newest} />
      ) : (
        <NothingHere
          title="Nothing has been compared yet"
          text="The newest program of each student is compared with those of all others; the starter is left out."
        />
      )}
    </div>
  );
}

const thresholds = [0.5, 0.6, 0.7, 0.8, 0.9];

function Compare({
  courseId,
  assignmentId,
  isBusy,
}: {
  courseId: string;
  assignmentId: string;
  isBusy: boolean;
}) {
  const queryClient = useQueryClient();
  const [threshold, setThreshold] = useState('0.7');
  const create = useMutation({
    mutationFn: () => createSimilarityReport(courseId, assignmentId, Number(threshold)),
    onSuccess: () => queryClient.invalidateQueries(similarityReportsQuery(courseId, assignmentId)),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} className={classes.compare}>
      <NativeSelect
        aria-label="Least similarity"
        value={threshold}
        onChange={(event) => setThreshold(event.currentTarget.value)}
        data={thresholds.map((each) => ({ value: String(each), label: `from ${percentWords(each)}` }))}
      />
      <Button type="submit" loading={create.isPending || isBusy}>
        Compare now
      </Button>
      <FormProblem error={create.error} />
    </form>
  );
}

function Newest({ courseId, report }: { courseId: string; report: SimilarityReportItem }) {
  if (report.status === 'working') {
    return (
      <div className="panel" role="status">
        Comparing the programs…
      </div>
    );
  }
  if (report.status === 'failed') {
    return (
      <NothingHere title="The comparison failed" text={report.message ?? 'Try it again; it may work then.'} />
    );
  }
  return (
    <>
      <p className={classes.about}>
        {report.compared} programs compared on {dateWords(new Date(report.createdAt))};{' '}
        {report.pairCount === 1 ? '1 pair is' : `${report.pairCount} pairs are`} alike from{' '}
        {percentWords(report.threshold)} on.
        {report.message && ` ${report.message}`}
      </p>
      {report.pairCount === 0 ? (
        <NothingHere title="No programs are that much alike" text="A lower threshold may show more." />
      ) : (
        <SimilarPairs courseId={courseId} reportId={report.id} />
      )}
    </>
  );
}
