import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { enrolmentsQuery } from '../api/course-people.ts';
import { SearchField } from '../forms/search-field.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { Trouble } from '../shell/trouble.tsx';
import classes from './extensions.module.css';

const pauseMs = 250;
const mostShown = 8;

/** Which student of the course? */
export function PersonDialog({
  courseId,
  title,
  onChoose,
  onClose,
}: {
  courseId: string;
  title: string;
  onChoose: (person: { enrolmentId: string; name: string }) => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), pauseMs);
  const people = useInfiniteQuery({
    ...enrolmentsQuery(courseId, { search, role: 'student' }),
    placeholderData: keepPreviousData,
  });
  const found = people.data?.pages[0]?.items;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={classes.search}>
        <SearchField label="Name, e-mail or external id" value={typed} onChange={setTyped} />
      </div>
      {people.isError && <Trouble error={people.error} onRetry={() => void people.refetch()} />}
      {people.isPending && <Skeleton height={200} />}
      {found?.length === 0 && <p className="muted">No student fits.</p>}
      <ul className={classes.people} aria-label="Students">
        {found?.slice(0, mostShown).map(({ id, name, email }) => (
          <li key={id}>
            <button type="button" onClick={() => onChoose({ enrolmentId: id, name })}>
              <strong>{name}</strong> <span className="muted">{email}</span>
            </button>
          </li>
        ))}
      </ul>
      {found && found.length > mostShown && <p className="muted">There are more: type part of a name.</p>}
    </Dialog>
  );
}
