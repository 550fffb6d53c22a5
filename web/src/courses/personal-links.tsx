import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useMemo } from 'react';
import type { ImportedPeople } from '../api/course-people.ts';
import { linksCsv } from './links-csv.ts';
import classes from './people.module.css';

/** One link for each person who is new, to set a password with. The service shows them this once. */
export function PersonalLinks({ links }: { links: NonNullable<ImportedPeople['links']> }) {
  const { copy, copied } = useClipboard();
  const csv = useMemo(() => linksCsv(links), [links]);
  const address = useMemo(() => `data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`, [csv]);
  return (
    <>
      <p className="muted">
        {links.length === 1
          ? 'One person is new here and needs a link'
          : `${links.length} people are new here and need links`}{' '}
        to set a password. The links are shown this once: take them along and send them.
      </p>
      <div className={classes.filters}>
        <Button component="a" href={address} download="invitation-links.csv">
          Download the links
        </Button>
        <Button variant="default" onClick={() => copy(csv)}>
          <span role="status">{copied ? 'Copied' : 'Copy them'}</span>
        </Button>
      </div>
    </>
  );
}
