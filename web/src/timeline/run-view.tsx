import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Fragment, useMemo } from 'react';
import type { Run } from '../api/types.ts';
import { ComparisonPicture } from './comparison.tsx';
import { namedLanes } from './lanes.ts';
import classes from './run-view.module.css';
import { asSeconds } from './seconds.ts';
import { type Story, storyOf } from './story.ts';
import { Timeline } from './timeline.tsx';
import { TimelineTable } from './timeline-table.tsx';

/** One run: why it took as long as it did, in words and in two pictures. */
export function RunView({ run }: { run: Run }) {
  const story = useMemo(() => storyOf(run), [run]);
  return (
    <div className={classes.run}>
      <div className={classes.why} data-tone={story.tone}>
        <div>
          <Headline story={story} />
          <Blocked run={run} />
        </div>
        {story.comparison && <ComparisonPicture comparison={story.comparison} />}
      </div>
      {run.timeline.lanes.length > 0 ? (
        <Timeline key={run.scenario} run={run} comparison={story.comparison} />
      ) : (
        <p className={classes.nothing}>Nothing was observed in this run.</p>
      )}
      {run.timeline.truncated && (
        <p className={classes.note}>
          <IconAlertTriangle size={16} aria-hidden /> The program did more than is kept; only the beginning is
          shown.
        </p>
      )}
      <Facts run={run} />
      <details className={classes.details}>
        <summary>The same as a table</summary>
        <TimelineTable run={run} />
      </details>
    </div>
  );
}

function Headline({ story }: { story: Story }) {
  return (
    <>
      <p className={classes.headline}>
        {story.tone === 'good' && <IconCircleCheck size={22} aria-hidden />}
        {story.tone === 'bad' && <IconAlertTriangle size={22} aria-hidden />}
        <span>{story.headline}</span>
      </p>
      {story.quote && <pre className={classes.quote}>{story.quote}</pre>}
      {story.detail && <p className={classes.detail}>{story.detail}</p>}
    </>
  );
}

function Blocked({ run }: { run: Run }) {
  if (run.blocked.length === 0) return null;
  const named = namedLanes(run.timeline);
  const shown = run.blocked.slice(0, 8);
  return (
    <dl className={classes.blocked}>
      {shown.map(({ lane, detail }) => (
        <Fragment key={lane}>
          <dt>{named.find((each) => each.lane.id === lane)?.fullName ?? `lane ${lane}`}</dt>
          <dd>{detail}</dd>
        </Fragment>
      ))}
      {run.blocked.length > shown.length && <dd>… and {run.blocked.length - shown.length} more</dd>}
    </dl>
  );
}

const megabyte = 1024 * 1024;

function Facts({ run }: { run: Run }) {
  const facts = [
    { name: 'On its own clock', value: asSeconds(run.elapsedMs) },
    { name: 'It really took', value: asSeconds(run.realMs) },
    { name: 'CPU time', value: asSeconds(run.cpuMs) },
    { name: 'Memory', value: `${Math.max(1, Math.round(run.memoryBytes / megabyte))} MB` },
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
