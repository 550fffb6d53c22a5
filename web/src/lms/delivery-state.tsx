import type { Delivery } from '../api/lms.ts';
import { dateWords } from '../report/when.ts';
import { statusWords } from './delivery-words.ts';
import classes from './lms.module.css';

export function DeliveryState({
  delivery: { status, nextAttemptAt },
}: {
  delivery: Pick<Delivery, 'status' | 'nextAttemptAt'>;
}) {
  return (
    <span className={classes.state} data-state={status}>
      {statusWords[status]}
      {nextAttemptAt !== null && new Date(nextAttemptAt) > new Date() && (
        <span className={classes.until}> until {dateWords(new Date(nextAttemptAt))}</span>
      )}
    </span>
  );
}
