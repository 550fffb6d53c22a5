import { IconEyeOff } from '@tabler/icons-react';
import type { Submission } from '../api/types.ts';
import classes from './withheld.module.css';

const shownWords: Readonly<Record<Exclude<Submission['visibility'], 'timeline'>, string>> = {
  nothing: 'It is graded. Your course does not show the report at present.',
  score: 'Your course shows the score of this report at present, and no more.',
  checks: 'Your course shows the score and the checks of this report at present, without hints and timeline.',
  hints:
    'Your course shows the score, the checks and the hints of this report at present, without the timeline.',
};

/** Says that there is more than is shown, so that nobody takes a part for the whole. */
export function Withheld({ visibility }: { visibility: Submission['visibility'] }) {
  if (visibility === 'timeline') return null;
  return (
    <p className={classes.withheld}>
      <IconEyeOff size={18} aria-hidden />
      {shownWords[visibility]}
    </p>
  );
}
