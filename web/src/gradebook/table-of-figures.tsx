import type { ReactNode } from 'react';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import classes from './figures.module.css';

/** A picture once more as a table: for screen readers, and for whoever wants the figures. */
export function TableOfFigures({
  label,
  headings,
  rows,
}: {
  label: string;
  headings: readonly string[];
  rows: readonly { key: string; cells: readonly [string, ...ReactNode[]] }[];
}) {
  return (
    <details className={classes.table}>
      <summary>The same as a table</summary>
      <ScrollRegion label={label} className={classes.scroll}>
        <table>
          <thead>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [title, ...figures] }) => (
              <tr key={key}>
                <th scope="row">{title}</th>
                {figures.map((figure, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a figure is named by its column
                  <td key={index}>{figure}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
