import { IconBulb } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Override } from '../api/reviewing.ts';
import type { CheckResult, LineHint } from '../api/types.ts';
import { checkLooks } from './check-looks.ts';
import classes from './checks.module.css';
import { HintWords } from './hint-words.tsx';
import { LineHints } from './line-hints.tsx';

/** What is missing comes first; the order of the exercise otherwise. */
export function Checks({
  checks,
  overrides = [],
  hints = [],
  actionOf,
}: {
  checks: readonly CheckResult[];
  /** What people have set in place of computed points. */
  overrides?: readonly Override[];
  hints?: readonly LineHint[] | undefined;
  /** What can be done about a check. */
  actionOf?: ((check: CheckResult) => ReactNode) | undefined;
}) {
  const open = checks.filter(({ status }) => status !== 'passed');
  const passed = checks.filter(({ status }) => status === 'passed');
  const ordered = [...open, ...passed];
  return (
    <ul className={classes.checks}>
      {ordered.map((check, index) => (
        <Check
          key={check.id}
          check={check}
          isAgain={isAgain(check, index, ordered)}
          set={overrides.find((override) => override.check === check.id)?.points ?? null}
          lines={hints.filter((hint) => hint.check === check.id)}
          action={actionOf?.(check)}
        />
      ))}
    </ul>
  );
}

/** What kept several checks from being decided is said once. */
function isAgain(check: CheckResult, index: number, ordered: readonly CheckResult[]): boolean {
  const before = ordered[index - 1];
  return (
    check.status === 'not-reached' && before?.status === check.status && before.message === check.message
  );
}

function Check({
  check,
  isAgain,
  set,
  lines,
  action,
}: {
  check: CheckResult;
  isAgain: boolean;
  set: number | null;
  lines: readonly LineHint[];
  action: ReactNode;
}) {
  const { word, Icon } = checkLooks[check.status];
  return (
    <li className={classes.check} data-status={check.status} data-check={check.id}>
      <span className={classes.status}>
        <Icon size={20} aria-hidden />
        {word}
      </span>
      <div className={classes.text}>
        <h3>{check.title}</h3>
        <p>{isAgain ? 'For the same reason.' : check.message}</p>
        {check.hint && (
          <p className={classes.hint}>
            <IconBulb size={18} aria-hidden />
            <span>
              <span className="visually-hidden">Hint: </span>
              <HintWords words={check.hint} />
            </span>
          </p>
        )}
        <LineHints hints={lines} />
        {action}
      </div>
      <span className={classes.points}>
        {set !== null && (
          <>
            <span className="visually-hidden">set by a person: </span>
            <span className={classes.earned}>{set}</span>
            <span className="visually-hidden">, computed: </span>{' '}
          </>
        )}
        <span className={set === null ? classes.earned : classes.computed}>{check.earned}</span>
        <span className="visually-hidden"> of </span>
        <span aria-hidden="true"> / </span>
        {check.points}
        <span className="visually-hidden"> points</span>
      </span>
    </li>
  );
}
