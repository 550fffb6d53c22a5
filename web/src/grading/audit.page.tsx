import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type AuditLine, auditQuery } from '../api/reviewing.ts';
import { useCourse } from '../courses/use-course.ts';
import { dateWords } from '../report/when.ts';
import { PageTitle } from '../shell/page.tsx';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import classes from './audit.module.css';
import { actionWords, detailWords } from './audit-words.ts';

/** Who did what in a course, and when; newest first. */
export function AuditPage() {
  const course = useCourse();
  const log = useInfiniteQuery(auditQuery(course.id));
  const lines = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <PageTitle title="Log" tabTitle={`Log: ${course.title}`} />
      <p className={classes.intro}>Everything that people have decided or changed, newest first.</p>
      {log.isPending && <Skeleton height={420} radius={14} />}
      {log.isError && <Trouble error={log.error} onRetry={() => void log.refetch()} />}
      {log.data && lines.length === 0 && (
        <NothingHere
          title="Nothing yet"
          text="Overrides, reviews, regrades and imports are written down here."
        />
      )}
      {lines.length > 0 && (
        <ScrollRegion label="Log" className={`panel ${classes.scroll}`}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Details</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line key={line.id} line={line} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {log.hasNextPage && (
        <Button
          variant="default"
          mt={14}
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </div>
  );
}

function Line({ line }: { line: AuditLine }) {
  return (
    <tr>
      <td className={classes.when}>
        <time dateTime={line.at}>{dateWords(new Date(line.at))}</time>
      </td>
      <td>{line.actor?.name ?? 'The service'}</td>
      <td>{actionWords(line.action)}</td>
      <td className={classes.details}>{detailWords(line.details)}</td>
    </tr>
  );
}
