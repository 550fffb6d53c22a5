import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type ComparedProgram, type SimilarPairItem, similarityReportQuery } from '../api/similarity.ts';
import { percentWords } from '../gradebook/points-words.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { Trouble } from '../shell/trouble.tsx';
import classes from './similarity.module.css';

export const nameOf = (program: ComparedProgram): string => program.person?.name ?? 'Somebody who has left';

/** Groups of people whose programs hang together, then the pairs, the most similar first. */
export function SimilarPairs({ courseId, reportId }: { courseId: string; reportId: string }) {
  const report = useInfiniteQuery(similarityReportQuery(courseId, reportId));
  if (report.isPending) return <Skeleton height={320} radius={14} />;
  if (report.isError) return <Trouble error={report.error} onRetry={() => void report.refetch()} />;
  const pairs = report.data.pages.flatMap((page) => page.pairs);
  const groups = (report.data.pages[0]?.groups ?? []).filter(({ members }) => members.length > 2);
  return (
    <div className={classes.parts}>
      {groups.length > 0 && (
        <section className="panel" aria-labelledby="groups-title">
          <h2 id="groups-title" className="section-title">
            Groups
          </h2>
          <ul className={classes.groups}>
            {groups.map(({ members }) => (
              <li key={members[0]?.submissionId}>
                <strong>{members.length}</strong>
                <span>{members.map(nameOf).join('; ')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="panel" aria-labelledby="pairs-title">
        <h2 id="pairs-title" className="section-title">
          Pairs
        </h2>
        <ScrollRegion label="Pairs" className={classes.scroll}>
          <table className={classes.pairs}>
            <thead>
              <tr>
                <th scope="col">Programs of</th>
                <th scope="col">Similarity</th>
                <th scope="col">Longest part in common</th>
              </tr>
            </thead>
            <tbody>
              {pairs.map((pair) => (
                <Pair
                  key={`${pair.left.submissionId} ${pair.right.submissionId}`}
                  path={`/courses/${courseId}/similarity/${reportId}/${pair.left.submissionId}/${pair.right.submissionId}`}
                  pair={pair}
                />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        {report.hasNextPage && (
          <Button
            variant="default"
            mt={12}
            loading={report.isFetchingNextPage}
            onClick={() => void report.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </section>
    </div>
  );
}

function Pair({ path, pair }: { path: string; pair: SimilarPairItem }) {
  return (
    <tr>
      <th scope="row">
        <Link to={path}>
          {nameOf(pair.left)} and {nameOf(pair.right)}
        </Link>
      </th>
      <td>
        <span className={classes.share}>
          <svg width="80" height="6" aria-hidden="true">
            <rect width="80" height="6" rx="3" className={classes.ground} />
            <rect width={80 * pair.similarity} height="6" rx="3" className={classes.part} />
          </svg>
          {percentWords(pair.similarity)}
        </span>
      </td>
      <td>{pair.longest} tokens</td>
    </tr>
  );
}
