import { IconCircleCheck, IconClock, IconClockExclamation, IconLock } from '@tabler/icons-react';
import type { AssignmentState } from '../api/assignments.ts';
import { stateWords } from './assignment-words.ts';
import classes from './state-mark.module.css';

const icons = {
  upcoming: IconClock,
  open: IconCircleCheck,
  late: IconClockExclamation,
  closed: IconLock,
} as const satisfies Record<AssignmentState, unknown>;

/** A word, an icon of its own shape, and a colour: never colour alone. */
export function StateMark({ state }: { state: AssignmentState }) {
  const Icon = icons[state];
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={16} aria-hidden />
      {stateWords[state]}
    </span>
  );
}
