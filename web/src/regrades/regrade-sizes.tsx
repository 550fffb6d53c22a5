import type { Regrade } from '../api/regrades.ts';
import { Columns } from '../gradebook/columns.tsx';
import { TableOfFigures } from '../gradebook/table-of-figures.tsx';
import { sizeColumns } from './change-sizes.ts';
import classes from './regrades.module.css';

/** By how much scores would rise and fall. */
export function RegradeSizes({ regrade: { sizes, counts } }: { regrade: Regrade }) {
  if (counts.gain + counts.lose === 0) return null;
  const columns = sizeColumns(sizes);
  return (
    <section className={`panel ${classes.sizes}`} aria-labelledby="sizes-title">
      <h2 id="sizes-title" className="section-title">
        By how much
      </h2>
      <Columns columns={columns} label={`Sizes of change: ${columns.map(({ words }) => words).join(', ')}`} />
      <p className={classes.axis}>Points of the score, at least</p>
      <TableOfFigures
        label="Sizes of change as a table"
        headings={['Change', 'Submissions']}
        rows={columns.map(({ key, count, words }) => ({ key, cells: [words.replace(/: \d+$/, ''), count] }))}
      />
    </section>
  );
}
