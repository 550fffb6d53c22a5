import { Button, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import '../forms/input-styles.ts';
import { type GradebookRow, gradebookFile, gradebookQuery } from '../api/gradebook.ts';
import { useCourse } from '../courses/use-course.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { GradeDialog } from './grade-dialog.tsx';
import { MarkLegend } from './grade-marks.tsx';
import classes from './gradebook.module.css';
import { GradebookTable } from './gradebook-table.tsx';
import { useGradebookView } from './use-gradebook-view.ts';

const searchDelayMs = 250;

export function GradebookPage() {
  const course = useCourse();
  const { view, sortBy, searchFor } = useGradebookView();
  const search = useDebouncedCallback(searchFor, searchDelayMs);
  return (
    <div className={`page ${classes.page}`}>
      <div className={classes.heading}>
        <PageTitle title="Gradebook" tabTitle={`Gradebook: ${course.title}`} />
        <div className={classes.tools}>
          <TextInput
            type="search"
            aria-label="Search by name or id"
            placeholder="Name or id"
            leftSection={<IconSearch size={18} aria-hidden />}
            defaultValue={view.search}
            onChange={(event) => search(event.currentTarget.value)}
            className={classes.search}
          />
          <ExportButton courseId={course.id} format="csv" />
          <ExportButton courseId={course.id} format="json" />
        </div>
      </div>
      <Rows courseId={course.id} view={view} sortBy={sortBy} />
    </div>
  );
}

function ExportButton({ courseId, format }: { courseId: string; format: 'csv' | 'json' }) {
  return (
    <Button
      component="a"
      href={gradebookFile(courseId, format)}
      download
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
    >
      <span className="visually-hidden">Export as </span>
      {format.toUpperCase()}
    </Button>
  );
}

type View = ReturnType<typeof useGradebookView>;

function Rows({ courseId, view, sortBy }: { courseId: string; view: View['view']; sortBy: View['sortBy'] }) {
  const gradebook = useInfiniteQuery(gradebookQuery(courseId, view));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = gradebook;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const [setting, setSetting] = useState<{ row: GradebookRow; assignmentId: string } | null>(null);

  if (gradebook.isPending) return <Skeleton height={420} radius={14} />;
  const newest = data?.pages.at(-1);
  if (!newest) return <Trouble error={gradebook.error} onRetry={() => void gradebook.refetch()} />;
  if (newest.total === 0) return <Nobody courseId={courseId} search={view.search} />;
  return (
    <>
      <GradebookTable
        courseId={courseId}
        assignments={newest.assignments}
        rows={rows}
        total={newest.total}
        view={view}
        onSort={sortBy}
        onNearEnd={onNearEnd}
        onSet={(row, { id }) => setSetting({ row, assignmentId: id })}
      />
      {setting && (
        <GradeDialog
          courseId={courseId}
          person={setting.row}
          assignmentId={setting.assignmentId}
          onClose={() => setSetting(null)}
        />
      )}
      <div className={classes.foot}>
        <MarkLegend />
        <p role="status" className={classes.loaded}>
          {isFetchingNextPage ? 'Loading more…' : `${rows.length} of ${newest.total} loaded`}
        </p>
      </div>
      {gradebook.isFetchNextPageError && (
        <Trouble error={gradebook.error} onRetry={() => void fetchNextPage()} />
      )}
    </>
  );
}

function Nobody({ courseId, search }: { courseId: string; search: string }) {
  if (search) {
    return (
      <NothingHere title={`Nobody is called “${search}”`} text="Part of a name or of an id is enough." />
    );
  }
  return (
    <NothingHere
      title="No students yet"
      text="The gradebook fills by itself once there are students who hand in."
      action={<Link to={`/courses/${courseId}/people`}>Bring people into the course</Link>}
    />
  );
}
