import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Extension } from '../api/course-people.ts';
import type { Course } from '../api/courses.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { momentWords } from './dates.ts';
import table from './table.module.css';

interface Props {
  course: Course;
  items: readonly Extension[];
  /** Null for who may only look. */
  onChange: ((extension: Extension) => void) | null;
}

/** What was granted to whom, and why. */
export function ExtensionTable({ course, items, onChange }: Props) {
  const now = new Date();
  const words = (moment: string): string => momentWords(new Date(moment), course.timeZone, now);
  return (
    <ScrollRegion label="Extensions" className={table.region}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Due</th>
            <th scope="col">Late work until</th>
            <th scope="col" className={table.number}>
              More attempts
            </th>
            <th scope="col">Reason</th>
            {onChange && (
              <th scope="col">
                <span className="visually-hidden">What can be done</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((extension) => (
            <tr key={extension.enrolmentId}>
              <th scope="row">
                <Link to={`/courses/${course.id}/people/${extension.enrolmentId}`}>{extension.name}</Link>
              </th>
              <td className={table.nowrap}>{words(extension.dueAt)}</td>
              <td className={table.nowrap}>{words(extension.closesAt)}</td>
              <td className={table.number}>{extension.extraAttempts}</td>
              <td className={table.prose}>
                {extension.reason}
                <span className={table.below}>
                  {extension.grantedBy ?? 'Somebody who has left'}, {words(extension.createdAt)}
                </span>
              </td>
              {onChange && (
                <td className={table.actions}>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Change the extension of ${extension.name}`}
                    onClick={() => onChange(extension)}
                  >
                    Change
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
