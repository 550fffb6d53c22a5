import type { Description } from './describe.ts';
import classes from './timeline.module.css';

const widthPx = 290;
/** Below this there is no room above a mark. */
const roomAbovePx = 130;

/** What a mark says, beside it. The same words are the mark's accessible name, so this is for eyes only. */
export function Tip({
  description,
  at,
  frameWidthPx,
}: {
  description: Description;
  at: { xPx: number; yPx: number };
  frameWidthPx: number;
}) {
  const width = Math.min(widthPx, frameWidthPx - 16);
  const left = Math.max(8, Math.min(at.xPx - width / 2, frameWidthPx - width - 8));
  const isAbove = at.yPx > roomAbovePx;
  const top = isAbove ? at.yPx - 8 : at.yPx + 30;
  return (
    <div
      className={classes.tip}
      data-above={isAbove || undefined}
      style={{ left, top, width }}
      aria-hidden="true"
    >
      <strong>{description.title}</strong>
      {description.details.map((detail) => (
        <span key={detail}>{detail}</span>
      ))}
      {description.quote !== null && <pre>{description.quote}</pre>}
    </div>
  );
}
