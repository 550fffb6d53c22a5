import type { ImportedPeople } from '../api/course-people.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import classes from './people.module.css';
import table from './table.module.css';

type Line = ImportedPeople['lines'][number];

const outcomeWords: Readonly<Record<Line['outcome'], string>> = {
  new: 'New here',
  enrolled: 'Has an account',
  unchanged: 'Already in',
  changed: 'Changed',
  error: 'Error',
};

/** Enough to see what it is about; lines with errors come first and are all shown. */
const mostLines = 200;

export function ImportedLines({ lines }: { lines: readonly Line[] }) {
  const wrong = lines.filter(({ outcome }) => outcome === 'error');
  const right = lines.filter(({ outcome }) => outcome !== 'error');
  const shown = [...wrong, ...right.slice(0, mostLines)];
  const rest = lines.length - shown.length;
  return (
    <ScrollRegion label="What becomes of each line" className={classes.lines}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={table.number}>
              Line
            </th>
            <th scope="col">Person</th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.line}>
              <td className={table.number}>{line.line}</td>
              <th scope="row">
                {line.name || '–'}
                <span className={table.below}>
                  {[line.email, line.externalId].filter(Boolean).join(' · ')}
                </span>
              </th>
              <td>
                {line.errors.length === 0 ? (
                  outcomeWords[line.outcome]
                ) : (
                  <span className={table.bad}>
                    {line.errors.map(({ column, message }) => (
                      <span key={`${column} ${message}`} style={{ display: 'block' }}>
                        {column ? `${column}: ${message}` : message}
                      </span>
                    ))}
                  </span>
                )}
              </td>
            </tr>
          ))}
          {rest > 0 && (
            <tr>
              <td />
              <td colSpan={2}>and {rest} more</td>
            </tr>
          )}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
