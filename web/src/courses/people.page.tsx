import { NativeSelect, Skeleton } from '@mantine/core';
import '../forms/input-styles.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Enrolment, enrolmentsQuery } from '../api/course-people.ts';
import type { CourseRole } from '../api/session.ts';
import { SearchField } from '../forms/search-field.tsx';
import { ShowMore } from '../forms/show-more.tsx';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { CsvImport } from './csv-import.tsx';
import { EnrolmentTable } from './enrolment-table.tsx';
import { ExtensionDialog } from './extension-dialog.tsx';
import { InvitationLinks } from './invitation-links.tsx';
import classes from './people.module.css';
import { atLeast, courseRoles, roleWords } from './roles.ts';
import { useCourse } from './use-course.ts';

const pauseMs = 250;

/** Who is in a course, and the ways into it. */
export function CoursePeoplePage() {
  const course = useCourse();
  const [typed, setTyped] = useState('');
  const [role, setRole] = useState<CourseRole | null>(null);
  const [extended, setExtended] = useState<Enrolment | null>(null);
  const [search] = useDebouncedValue(typed.trim(), pauseMs);
  const people = useInfiniteQuery({
    ...enrolmentsQuery(course.id, { search, role }),
    placeholderData: keepPreviousData,
  });
  const items = people.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = search !== '' || role !== null;
  const canChange = atLeast(course.role, 'instructor');
  return (
    <div className="page">
      <div className="page-head">
        <PageTitle title="People" tabTitle={`People: ${course.title}`} />
        <div className={classes.filters}>
          <NativeSelect
            aria-label="Role"
            value={role ?? ''}
            onChange={(event) =>
              setRole(courseRoles.find((each) => each === event.currentTarget.value) ?? null)
            }
            data={[
              { value: '', label: 'All roles' },
              ...courseRoles.map((each) => ({ value: each, label: `${roleWords[each]}s` })),
            ]}
          />
          <SearchField label="Name, e-mail or external id" value={typed} onChange={setTyped} />
        </div>
      </div>
      {people.isPending && <Skeleton height={320} radius={14} />}
      {people.isError && <Trouble error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && items.length === 0 && (
        <NothingHere
          title={isFiltered ? 'Nobody fits' : 'Nobody is in this course yet'}
          text={
            isFiltered ? 'Another name or role may.' : 'Bring people in by a list or by an invitation link.'
          }
        />
      )}
      {items.length > 0 && (
        <>
          <EnrolmentTable course={course} people={items} onExtend={setExtended} />
          <ShowMore list={people} />
        </>
      )}
      {canChange && (
        <div className={classes.ways}>
          <CsvImport courseId={course.id} />
          <InvitationLinks courseId={course.id} />
        </div>
      )}
      {extended && (
        <ExtensionDialog
          course={course}
          person={{ enrolmentId: extended.id, name: extended.name }}
          onClose={() => setExtended(null)}
        />
      )}
    </div>
  );
}
