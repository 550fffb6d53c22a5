import type { ReactNode } from 'react';
import type { Assignment } from '../api/assignments.ts';
import classes from './assignment-rules.module.css';
import {
  attemptsRuleWords,
  attemptsWords,
  countingWords,
  datesFor,
  hasExtension,
  lateWords,
  nextDateWords,
  pointsWords,
  visibilityWords,
} from './assignment-words.ts';
import { momentWords, zoneWords } from './dates.ts';
import { PointsBar } from './points-bar.tsx';
import { useNow } from './use-now.ts';

const lookAgainMs = 30_000;

/** How the reader stands at an assignment: the next date, the attempts, the points so far. */
export function Standing({ assignment, timeZone }: { assignment: Assignment; timeZone: string }) {
  const now = useNow(lookAgainMs);
  const { mine, points } = assignment;
  return (
    <section className={classes.standing} aria-label="How you stand">
      <p className={classes.date}>
        {nextDateWords(assignment, timeZone, now)}
        {hasExtension(assignment) && <strong className={classes.extended}>Extended for you</strong>}
        {zoneWords(timeZone) !== '' && <span className={classes.zone}>{zoneWords(timeZone)}</span>}
      </p>
      {assignment.state === 'late' && <p className={classes.late}>{lateWords(assignment, timeZone, now)}.</p>}
      <div className={classes.figures}>
        <span>
          <span className={classes.label}>Attempts</span>
          {attemptsWords(assignment)}
        </span>
        <span className={classes.points}>
          <span className={classes.label}>Points</span>
          <PointsBar points={mine?.points ?? null} of={points} />
        </span>
      </div>
    </section>
  );
}

/** What was agreed: dates, lateness, attempts, and what is shown when. */
export function Rules({ assignment, timeZone }: { assignment: Assignment; timeZone: string }) {
  const now = useNow(lookAgainMs);
  const { opensAt, dueAt } = datesFor(assignment);
  const { visibleBeforeDue, visibleAfterDue } = assignment;
  return (
    <section className={classes.rules}>
      <h2 className="section-title">Rules</h2>
      <dl>
        <Rule name="Opens">{momentWords(opensAt, timeZone, now)}</Rule>
        <Rule name="Due">{momentWords(dueAt, timeZone, now)}</Rule>
        <Rule name="Late work">{lateWords(assignment, timeZone, now)}</Rule>
        <Rule name="Points">{pointsWords(assignment.points)}</Rule>
        <Rule name="Attempts">
          {attemptsRuleWords(assignment)}. {countingWords[assignment.counting]}.
        </Rule>
        <Rule name="Reports show">
          {visibleBeforeDue === visibleAfterDue
            ? visibilityWords[visibleBeforeDue]
            : `Before the due date: ${visibilityWords[visibleBeforeDue].toLowerCase()}. After it: ${visibilityWords[visibleAfterDue].toLowerCase()}`}
        </Rule>
      </dl>
    </section>
  );
}

function Rule({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.rule}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
