import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { runSolutions, type SolutionOfRun, type SolutionRun, solutionRunQuery } from '../api/authoring.ts';
import table from '../courses/table.module.css';
import { FormProblem } from '../forms/form-problem.tsx';
import { checkLooks } from '../report/check-looks.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import classes from './author.module.css';
import type { KeptDraft } from './use-author-draft.ts';

interface Props {
  courseId: string;
  slug: string;
  draft: KeptDraft;
  /** The last run there was when the page was opened. */
  newest: string | null;
  isPublishable: boolean | null;
  onShow: (path: string) => void;
}

/** Runs all solutions: what is expected of each, and what it got. */
export function SolutionTable({ courseId, slug, draft, newest, isPublishable, onShow }: Props) {
  const starting = useMutation({
    mutationKey: ['run-solutions', courseId, slug],
    mutationFn: async () => {
      const revision = await draft.store();
      return revision === null ? null : runSolutions(courseId, slug, revision);
    },
    onSuccess: (made) => made && setRunId(made.id),
  });
  const [runId, setRunId] = useState(newest);
  const run = useQuery({ ...solutionRunQuery(courseId, slug, runId ?? ''), enabled: runId !== null }).data;
  const isWorking = starting.isPending || run?.status === 'working';
  return (
    <>
      <div className={classes.deeds}>
        <Button
          size="sm"
          loading={starting.isPending}
          disabled={isPublishable === false || run?.status === 'working'}
          onClick={() => starting.mutate()}
        >
          Run all solutions
        </Button>
        <p role="status" className={classes.kept}>
          {run && runWords(run, draft.revision)}
        </p>
      </div>
      <FormProblem error={starting.error} />
      {run?.message && <p className={classes.bad}>{run.message}</p>}
      {run && <Table run={run} onShow={onShow} />}
      {!run && !isWorking && (
        <p className={classes.about}>
          The first line of each program in <code>solutions/</code> says what is expected:{' '}
          <code># expect: all</code>, or <code># expect-fail:</code> and the checks that must not earn full
          points.
        </p>
      )}
    </>
  );
}

function runWords({ status, solutions, revision }: SolutionRun, present: number): string {
  const done = solutions.filter(({ isAsExpected }) => isAsExpected !== null);
  if (status === 'working') return `${done.length} of ${solutions.length} are done`;
  const wrong = done.filter(({ isAsExpected }) => isAsExpected === false).length;
  const words = wrong === 0 ? 'All as expected' : `${wrong} of ${solutions.length} not as expected`;
  return revision === present ? `${words}.` : `${words}, before your last changes.`;
}

function Table({ run, onShow }: { run: SolutionRun; onShow: (path: string) => void }) {
  return (
    <ScrollRegion label="Solutions" className={table.region}>
      <table className={`${table.table} ${classes.table}`}>
        <thead>
          <tr>
            <th scope="col">Solution</th>
            <th scope="col">Expected to lack</th>
            <th scope="col">Lacks</th>
          </tr>
        </thead>
        <tbody>
          {run.solutions.map((solution) => (
            <Row key={solution.name} solution={solution} isOver={run.status !== 'working'} onShow={onShow} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Row({
  solution,
  isOver,
  onShow,
}: {
  solution: SolutionOfRun;
  isOver: boolean;
  onShow: (path: string) => void;
}) {
  const { name, expected, got, isAsExpected, message } = solution;
  const file = name.includes('.') ? `solutions/${name}` : `solutions/${name}/EXPECT`;
  const isWrong = isAsExpected === false;
  return (
    <>
      <tr data-wrong={isWrong || undefined}>
        <th scope="row">
          <button type="button" className={classes.link} onClick={() => onShow(file)}>
            {name}
          </button>
          <span className={classes.verdict}>
            {isAsExpected === null
              ? isOver
                ? 'not run'
                : 'waits'
              : isWrong
                ? '✗ otherwise'
                : '✓ as expected'}
          </span>
        </th>
        <td>
          <Ids ids={expected} other={got} />
        </td>
        <td>{got ? <Ids ids={got} other={expected} /> : isWrong ? 'could not be graded' : '…'}</td>
      </tr>
      {isWrong && (
        <tr data-wrong>
          <td colSpan={3} className={classes.why}>
            {message ?? <Differences solution={solution} />}
          </td>
        </tr>
      )}
    </>
  );
}

/** Marked where the other side has it not. */
function Ids({ ids, other }: { ids: readonly string[]; other: readonly string[] | null }) {
  if (ids.length === 0) return <span className={classes.nothing}>nothing</span>;
  return (
    <ul className={classes.ids}>
      {ids.map((id) => (
        <li key={id} data-differs={(other !== null && !other.includes(id)) || undefined}>
          <code>{id}</code>
        </li>
      ))}
    </ul>
  );
}

/** What the checks have seen where it came out otherwise. */
function Differences({ solution: { expected, got, checks } }: { solution: SolutionOfRun }) {
  const differing = checks.filter(({ id }) => expected.includes(id) !== (got ?? []).includes(id));
  return (
    <ul className={classes.differences}>
      {differing.map(({ id, status, earned, points, message }) => (
        <li key={id}>
          <b>{id}</b> {checkLooks[status].word.toLowerCase()}, {earned} of {points}: {message}
        </li>
      ))}
    </ul>
  );
}
