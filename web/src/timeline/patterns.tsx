import type { Patterns } from './shapes.tsx';
import classes from './timeline.module.css';

/** Ids of patterns are global to the page, so each picture has its own. */
export function patternsNamed(id: string): Patterns {
  const prefix = id.replaceAll(/[^\w-]/g, '');
  return { sleeping: `${prefix}-sleeping`, waiting: `${prefix}-waiting`, blocked: `${prefix}-blocked` };
}

export function PatternDefinitions({ patterns }: { patterns: Patterns }) {
  return (
    <defs>
      <pattern
        id={patterns.sleeping}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="7" height="7" className={classes.sleepingGround} />
        <rect width="2" height="7" className={classes.sleepingStripe} />
      </pattern>
      <pattern id={patterns.waiting} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="4" height="6" className={classes.waitingDash} />
      </pattern>
      <pattern
        id={patterns.blocked}
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width="8" height="8" className={classes.blockedGround} />
        <rect width="3" height="8" className={classes.blockedStripe} />
      </pattern>
    </defs>
  );
}
