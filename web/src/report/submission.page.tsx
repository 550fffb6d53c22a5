import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { exerciseQuery } from '../api/exercises.ts';
import { isNotFound } from '../api/problem.ts';
import { isFinal, timelineQuery } from '../api/submissions.ts';
import type { Report, Submission } from '../api/types.ts';
import { useFollowedSubmission } from '../api/use-followed-submission.ts';
import { AttemptHistory } from '../grading/attempt-history.tsx';
import { Decisions, standing } from '../grading/decisions.tsx';
import { OverrideButton } from '../grading/override-button.tsx';
import { RegradeButton } from '../regrades/regrade-button.tsx';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { ChosenLineProvider, useChosenLine } from '../timeline/chosen-line.tsx';
import { Attempts } from './attempts.tsx';
import { Checks } from './checks.tsx';
import { HandedIn } from './handed-in.tsx';
import { LineHints } from './line-hints.tsx';
import { LiveProgress } from './live-progress.tsx';
import { RunOutput, RunPictures } from './runs.tsx';
import { Score } from './score.tsx';
import classes from './submission.module.css';
import { dateWords } from './when.ts';
import { Withheld } from './withheld.tsx';

/** Both bring the grammar of Python with them. */
const AnnotatedCode = lazy(() => import('../grading/annotated-code.tsx'));
const MarkedCode = lazy(() => import('./marked-code.tsx'));

export function SubmissionPage() {
  const { id = '' } = useParams();
  return <Followed key={id} id={id} />;
}

function Followed({ id }: { id: string }) {
  const { query, progress, wasOpen } = useFollowedSubmission(id);
  const submission = query.data;
  const exercise = useQuery({
    ...exerciseQuery(submission?.exercise ?? ''),
    enabled: submission !== undefined,
  });
  const isWritten = submission !== undefined && isFinal(submission.status);
  const timeline = useQuery({ ...timelineQuery(id), enabled: isWritten });
  // All parts come together, so that none pushes another away from under someone's eyes.
  const isWhole = submission && !exercise.isPending && !(isWritten && timeline.isPending);
  // The title is the exercise's: it is waited for also where a run is followed, which else would be pushed down by it.
  if (submission ? exercise.isPending || (!isWhole && !wasOpen) : query.isPending) return <PageSkeleton />;
  if (!submission) {
    return (
      <div className="page page-narrow">
        <PageTitle title="Submission" tabTitle="Submission" className="visually-hidden" />
        {isNotFound(query.error) ? (
          <NothingHere
            title="There is no such submission"
            text="The address may have been cut off."
            action={<Link to="/">All exercises</Link>}
          />
        ) : (
          <Trouble error={query.error} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  }
  const title = submission.assignment?.title ?? exercise.data?.title ?? submission.exercise;
  const scenarioTitles = exercise.data?.scenarios.map((scenario) => scenario.title) ?? [];
  return (
    <div className="page">
      <Heading submission={submission} title={title} />
      <div className={classes.parts}>
        {isWritten && isWhole ? (
          <ChosenLineProvider report={submission.report} files={submission.files}>
            <Result submission={submission} />
          </ChosenLineProvider>
        ) : (
          <>
            {progress && <LiveProgress progress={progress} scenarioTitles={scenarioTitles} />}
            <Around submission={submission} />
          </>
        )}
      </div>
    </div>
  );
}

function Heading({ submission, title }: { submission: Submission; title: string }) {
  const { assignment } = submission;
  const place = assignment
    ? `/courses/${assignment.courseId}/assignments/${assignment.id}`
    : `/exercises/${submission.exercise}`;
  const origin = `${place}?language=${submission.language}`;
  return (
    <div className={classes.heading}>
      <div>
        <p className={classes.crumbs}>
          {assignment ? (
            <>
              <Link to="/courses">Courses</Link> /{' '}
              <Link to={`/courses/${assignment.courseId}`}>{assignment.courseTitle}</Link> /{' '}
              <Link to={origin}>{assignment.title}</Link>
            </>
          ) : (
            <>
              <Link to="/">Exercises</Link> / <Link to={origin}>{title}</Link>
            </>
          )}
        </p>
        <PageTitle title={title} tabTitle={`Report: ${title}`} />
        <p className={classes.when}>
          {submission.person && `${submission.person.name} · `}
          {submission.attempt !== null && `Attempt ${submission.attempt}, handed in `}
          {submission.attempt === null && 'Handed in '}
          <time dateTime={submission.createdAt}>{dateWords(new Date(submission.createdAt))}</time>
        </p>
      </div>
      <Button component={Link} to={origin} variant="default">
        {submission.person ? 'To the assignment' : 'Back to the editor'}
      </Button>
    </div>
  );
}

function Result({ submission }: { submission: Submission }) {
  const { id, report, runs, error } = submission;
  const { scenario, showScenario } = useChosenLine();
  const shown = runs.some((run) => run.scenario === scenario) ? scenario : (runs[0]?.scenario ?? '');
  const hasRuns = runs.length > 0;
  return (
    <>
      {error && <OurFault error={error} submission={submission} />}
      {!error && <Withheld visibility={submission.visibility} />}
      {report && (
        <section className="panel" aria-label="Score">
          <Score report={report} />
          {submission.person && <Deeds submission={submission} report={report} />}
        </section>
      )}
      <Decisions submission={submission} isGrader={submission.person !== null} />
      {hasRuns && <RunPictures id={id} runs={runs} scenario={shown} onScenario={showScenario} />}
      <Around
        submission={submission}
        left={report && report.checks.length > 0 && <CheckPanel submission={submission} report={report} />}
        right={hasRuns && <RunOutput id={id} runs={runs} scenario={shown} />}
      />
    </>
  );
}

/** What whoever grades can decide about the whole report. */
function Deeds({ submission, report }: { submission: Submission; report: Report }) {
  return (
    <div className={classes.deeds}>
      <OverrideButton
        submissionId={submission.id}
        words="Set the whole score"
        target={{
          check: null,
          title: 'Set the whole score',
          computed: report.score,
          most: report.maxScore,
        }}
      />
      {submission.assignment && (
        <RegradeButton courseId={submission.assignment.courseId} submission={submission} />
      )}
    </div>
  );
}

/** Two columns on a wide screen; on a narrow one what stands at the top of both comes first. */
function Around({
  submission,
  left,
  right,
}: {
  submission: Submission;
  left?: ReactNode;
  right?: ReactNode;
}) {
  return (
    <div className={classes.around}>
      <div className={classes.column}>
        {left}
        <section className={`panel ${classes.last}`}>
          <h2 className="section-title">{submission.person ? 'What was handed in' : 'What you handed in'}</h2>
          {submission.assignment || knowsLines(submission.report) ? (
            <Suspense fallback={<Skeleton height={320} radius={10} />}>
              {submission.assignment ? (
                <AnnotatedCode submissionId={submission.id} files={submission.files} />
              ) : (
                <MarkedCode files={submission.files} />
              )}
            </Suspense>
          ) : (
            <HandedIn files={submission.files} />
          )}
        </section>
      </div>
      <div className={classes.column}>
        {right}
        <section className={`panel ${classes.last}`}>
          <h2 className="section-title">All attempts</h2>
          {submission.assignment ? (
            <AttemptHistory id={submission.id} />
          ) : (
            <Attempts of={{ exercise: submission.exercise }} current={submission.id} />
          )}
        </section>
      </div>
    </div>
  );
}

const knowsLines = (report: Report | null): boolean =>
  (report?.hints?.length ?? 0) > 0 || (report?.places?.length ?? 0) > 0;

function CheckPanel({ submission, report }: { submission: Submission; report: Report }) {
  return (
    <section className="panel" aria-labelledby="checks-title">
      <h2 id="checks-title" className="section-title">
        Checks
      </h2>
      <Checks
        checks={report.checks}
        hints={report.hints}
        overrides={standing(submission.overrides)}
        actionOf={
          submission.person
            ? ({ id, title, earned, points }) => (
                <OverrideButton
                  submissionId={submission.id}
                  words="Set points"
                  target={{ check: id, title, computed: earned, most: points }}
                />
              )
            : undefined
        }
      />
      <LineHints hints={report.hints?.filter(({ check }) => check === null) ?? []} />
    </section>
  );
}

function OurFault({
  error,
  submission,
}: {
  error: { code: string; message: string };
  submission: Submission;
}) {
  const { assignment, person } = submission;
  return (
    <section className={`panel ${classes.fault}`} role="alert">
      <h2 className="section-title">This was not graded, and that is our fault</h2>
      <p>{error.message}</p>
      <p className="muted">It costs you nothing. Handing it in again may work. ({error.code})</p>
      {person && assignment && <RegradeButton courseId={assignment.courseId} submission={submission} />}
    </section>
  );
}
