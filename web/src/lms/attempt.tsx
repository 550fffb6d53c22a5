import type { DeliveryAttempt } from '../api/lms.ts';
import { dateWords } from '../report/when.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { durationWords, outcomeWords, readable } from './delivery-words.ts';
import classes from './lms.module.css';

type Headers = Readonly<Record<string, string>>;

/** What was sent and what came back; the newest is open. */
export function Attempt({ attempt, isOpen }: { attempt: DeliveryAttempt; isOpen: boolean }) {
  const { number, startedAt, durationMs, outcome, request, response, error } = attempt;
  return (
    <li className={classes.attempt}>
      <details open={isOpen} className={classes.disclosed}>
        <summary>
          <span className={classes.number}>Attempt {number}</span>
          <span className={classes.state} data-state={outcome}>
            {outcomeWords[outcome]}
            {response && ` (${response.status})`}
          </span>
          <span className={classes.more}>
            {dateWords(new Date(startedAt))}, {durationWords(durationMs)}
          </span>
        </summary>
        {error !== null && <p className={classes.notice}>{error}</p>}
        <div className={classes.sides}>
          {request ? (
            <Side title="Request" first={`${request.method} ${request.url}`} {...request} />
          ) : (
            <p className="muted">Nothing was sent.</p>
          )}
          {response ? (
            <Side title="Answer" first={String(response.status)} {...response} />
          ) : (
            <p className="muted">There was no answer.</p>
          )}
        </div>
      </details>
    </li>
  );
}

function Side({
  title,
  first,
  headers,
  body,
}: {
  title: string;
  first: string;
  headers: Headers;
  body: string;
}) {
  const lines = [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return (
    <section className={classes.side} aria-label={title}>
      <h3>{title}</h3>
      <ScrollRegion label={`${title}, as it was`} className={classes.exchanged}>
        <pre>{`${lines.join('\n')}\n\n${readable(body)}`}</pre>
      </ScrollRegion>
    </section>
  );
}
