import type { Run } from '../api/types.ts';
import type { Patterns } from './shapes.tsx';
import classes from './timeline.module.css';

interface Entry {
  id: string;
  words: string;
  picture: (patterns: Patterns) => React.ReactNode;
}

const entries: (Entry & { occurs: (run: Run) => boolean })[] = [
  {
    id: 'running',
    words: 'running',
    occurs: () => true,
    picture: () => (
      <rect x="1" y="1" width="22" height="12" rx="3" className={classes.span} data-kind="running" />
    ),
  },
  {
    id: 'sleeping',
    words: 'sleeping',
    occurs: ({ timeline }) => timeline.spans.some(({ kind }) => kind === 'sleeping'),
    picture: ({ sleeping }) => (
      <rect
        x="1"
        y="3"
        width="22"
        height="8"
        rx="3"
        fill={`url(#${sleeping})`}
        className={classes.span}
        data-kind="sleeping"
      />
    ),
  },
  {
    id: 'waiting',
    words: 'waiting',
    occurs: ({ timeline }) => timeline.spans.some(({ kind }) => kind === 'waiting'),
    picture: ({ waiting }) => (
      <rect
        x="1"
        y="5"
        width="22"
        height="4"
        rx="2"
        fill={`url(#${waiting})`}
        className={classes.span}
        data-kind="waiting"
      />
    ),
  },
  {
    id: 'blocked',
    words: 'waiting for ever',
    occurs: ({ blocked }) => blocked.length > 0,
    picture: ({ blocked }) => (
      <rect
        x="1"
        y="3"
        width="22"
        height="8"
        rx="3"
        fill={`url(#${blocked})`}
        className={classes.span}
        data-kind="blocked"
      />
    ),
  },
  {
    id: 'request',
    words: 'request',
    occurs: ({ timeline }) => timeline.requests.length > 0,
    picture: () => <rect x="1" y="1" width="22" height="12" rx="4" className={classes.request} />,
  },
  {
    id: 'output',
    words: 'prints',
    occurs: ({ timeline }) => timeline.output.some(({ stream }) => stream === 'stdout'),
    picture: () => (
      <g className={classes.output}>
        <circle cx="12" cy="7" r="4.5" />
      </g>
    ),
  },
  {
    id: 'error-output',
    words: 'error output',
    occurs: ({ timeline }) => timeline.output.some(({ stream }) => stream === 'stderr'),
    picture: () => (
      <g className={classes.output} data-error>
        <rect x="7.5" y="2.5" width="9" height="9" />
      </g>
    ),
  },
];

/** Only what occurs in this run. */
export function Legend({ run, patterns }: { run: Run; patterns: Patterns }) {
  return (
    <ul className={classes.legend} aria-label="Legend">
      {entries
        .filter(({ occurs }) => occurs(run))
        .map(({ id, words, picture }) => (
          <li key={id}>
            <svg width="24" height="14" aria-hidden="true">
              {picture(patterns)}
            </svg>
            {words}
          </li>
        ))}
    </ul>
  );
}
