import type { Statistics } from '../api/gradebook.ts';
import classes from './figures.module.css';
import { percentWords } from './points-words.ts';
import { TableOfFigures } from './table-of-figures.tsx';

type CheckShare = Statistics['checks'][number];

const parts = [
  { key: 'passed', words: 'passed' },
  { key: 'partial', words: 'in part' },
  { key: 'failed', words: 'failed' },
  { key: 'notReached', words: 'not reached' },
] as const;

/** How many pass each check, the worst first: what the class has not understood. */
export function CheckShares({ checks }: { checks: readonly CheckShare[] }) {
  const worstFirst = [...checks].sort((a, b) => (a.share ?? 1) - (b.share ?? 1));
  return (
    <>
      <ol className={classes.checks}>
        {worstFirst.map((check) => (
          <li key={check.id}>
            <span className={classes.checkTitle}>{check.title}</span>
            <span className={classes.checkShare}>
              {check.share === null ? '–' : percentWords(check.share)}
              <span className="visually-hidden"> pass</span>
            </span>
            <Strip check={check} />
          </li>
        ))}
      </ol>
      <ul className={classes.legend} aria-hidden="true">
        {parts.map(({ key, words }) => (
          <li key={key}>
            <span className={classes.swatch} data-part={key} />
            {words}
          </li>
        ))}
      </ul>
      <TableOfFigures
        label="Checks as a table"
        headings={['Check', 'Passed', 'In part', 'Failed', 'Not reached', 'Share']}
        rows={worstFirst.map((check) => ({
          key: check.id,
          cells: [
            check.title,
            check.passed,
            check.partial,
            check.failed,
            check.notReached,
            check.share === null ? '–' : percentWords(check.share),
          ],
        }))}
      />
    </>
  );
}

function Strip({ check }: { check: CheckShare }) {
  return (
    <span className={classes.strip} aria-hidden="true">
      {parts.map(({ key, words }) =>
        check[key] === 0 ? null : (
          <span key={key} data-part={key} style={{ flexGrow: check[key] }} title={`${check[key]} ${words}`} />
        ),
      )}
    </span>
  );
}
