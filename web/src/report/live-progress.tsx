import { type Progress, progressWords } from '../api/progress.ts';
import classes from './live-progress.module.css';

interface Step {
  key: string;
  words: string;
  state: 'done' | 'now' | 'ahead';
}

/** How far a submission is: in words, and as the lane of its own making. */
export function LiveProgress({
  progress,
  scenarioTitles,
}: {
  progress: Progress;
  scenarioTitles: readonly string[];
}) {
  const steps = stepsOf(progress, scenarioTitles);
  const title =
    progress.stage === 'running' && progress.index !== null ? scenarioTitles[progress.index - 1] : undefined;
  return (
    <div className={`panel ${classes.progress}`}>
      <p className={classes.words} role="status" data-testid="progress">
        {progressWords(progress)}
      </p>
      <p className={classes.more}>{title ?? moreWords(progress)}</p>
      <ol className={classes.steps} aria-hidden="true">
        {steps.map(({ key, words, state }) => (
          <li key={key} data-state={state}>
            <span className={classes.bar} />
            <span className={classes.step}>{words}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function moreWords(progress: Progress): string {
  if (progress.stage === 'queued' || progress.stage === 'sent') return 'Waiting for a free sandbox.';
  if (progress.stage === 'checking')
    return 'The runs are over; now what was seen is compared with what was asked.';
  return 'Your program is running in a sandbox of its own.';
}

function stepsOf(progress: Progress, titles: readonly string[]): Step[] {
  const count = progress.stage === 'running' ? (progress.total ?? titles.length) : titles.length;
  const runs = Array.from({ length: Math.max(1, count) }, (_, index) => ({
    key: `run-${index}`,
    words: count > 1 ? `Scenario ${index + 1}` : 'Run',
  }));
  const all = [{ key: 'queued', words: 'Queued' }, ...runs, { key: 'checking', words: 'Checks' }];
  const now = positionOf(progress, runs.length);
  return all.map((step, index) => ({
    ...step,
    state: index < now ? 'done' : index === now ? 'now' : 'ahead',
  }));
}

function positionOf(progress: Progress, runs: number): number {
  switch (progress.stage) {
    case 'sent':
    case 'queued':
      return 0;
    case 'running':
      return Math.min(runs, progress.index ?? 1);
    case 'checking':
      return runs + 1;
    case 'done':
      return runs + 2;
  }
}
