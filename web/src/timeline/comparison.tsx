import classes from './comparison.module.css';
import { type ComparedRow, comparedRows } from './comparison-rows.ts';
import { asSeconds } from './seconds.ts';
import type { Comparison } from './story.ts';

/** Stacked against end to end: the picture of why overlapping saves time. */
export function ComparisonPicture({
  comparison,
  thisRun = 'This run',
}: {
  comparison: Comparison;
  thisRun?: string;
}) {
  const rows = comparedRows(comparison);
  const scaleMs = Math.max(...rows.map(({ totalMs }) => totalMs), 0.001);
  return (
    <dl className={classes.rows} data-subject={comparison.subject}>
      {rows.map((row) => (
        <div key={row.id} className={classes.row} data-row={row.id}>
          <dt className={classes.label}>{row.id === 'this-run' ? thisRun : row.label}</dt>
          <dd className={classes.value}>
            <Bars row={row} scaleMs={scaleMs} />
            <span className={classes.total} style={{ left: `${(row.totalMs / scaleMs) * 100}%` }}>
              {asSeconds(row.totalMs)}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const mostHeightPx = 44;
const leastBarPx = 2;

function Bars({ row, scaleMs }: { row: ComparedRow; scaleMs: number }) {
  const subRowPx = Math.max(leastBarPx, Math.min(11, mostHeightPx / row.subRows));
  const heightPx = Math.max(11, subRowPx * row.subRows);
  const gapPx = subRowPx > 5 ? 2 : subRowPx > 3 ? 1 : 0;
  const share = (ms: number): string => `${(ms / scaleMs) * 100}%`;
  return (
    <svg className={classes.bars} height={heightPx} width="100%" aria-hidden="true">
      {row.bars.map((bar, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity but their place
          key={index}
          data-shade={bar.shade}
          x={share(bar.startMs)}
          width={share(bar.endMs - bar.startMs)}
          y={bar.subRow * subRowPx}
          height={row.subRows === 1 ? heightPx : subRowPx - gapPx}
          rx={subRowPx > 5 ? 2 : 0}
        />
      ))}
    </svg>
  );
}
