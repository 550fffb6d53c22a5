import { Skeleton, Tabs } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { timelineQuery } from '../api/submissions.ts';
import type { Run, RunSummary } from '../api/types.ts';
import { Trouble } from '../shell/trouble.tsx';
import { RunView } from '../timeline/run-view.tsx';
import { outcomeWords } from '../timeline/story.ts';
import { LeftFiles } from './left-files.tsx';
import { ProgramOutput } from './program-output.tsx';
import classes from './runs.module.css';

interface Props {
  id: string;
  runs: readonly RunSummary[];
  /** Id of the scenario that is shown. */
  scenario: string;
}

function useRun(id: string, scenario: string) {
  const timeline = useQuery(timelineQuery(id));
  return { timeline, run: timeline.data?.runs.find((each) => each.scenario === scenario) };
}

/** The runs of a submission as pictures, one scenario at a time. */
export function RunPictures({
  id,
  runs,
  scenario,
  onScenario,
}: Props & { onScenario: (scenario: string) => void }) {
  const { timeline, run } = useRun(id, scenario);
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title" className="visually-hidden">
        What your program did
      </h2>
      <Tabs value={scenario} onChange={(value) => value !== null && onScenario(value)} keepMounted={false}>
        {runs.length > 1 && <ScenarioTabs runs={runs} />}
        {runs.map((each) => (
          <Tabs.Panel
            key={each.scenario}
            value={each.scenario}
            {...(runs.length === 1 ? { 'aria-label': each.title } : {})}
          >
            {each.scenario === scenario && <Picture timeline={timeline} run={run} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

/** What the program wrote in the scenario that is shown. */
export function RunOutput({ id, runs, scenario }: Props) {
  const { timeline, run } = useRun(id, scenario);
  return (
    <section className="panel" aria-labelledby="output-title">
      <h2 id="output-title" className="section-title">
        What it wrote
      </h2>
      {runs.length > 1 && run && <p className={classes.inScenario}>In “{asSentence(run.title)}”</p>}
      {run && <ProgramOutput key={run.scenario} run={run} />}
      {run && <LeftFiles key={`left ${run.scenario}`} run={run} />}
      {timeline.isPending && <Skeleton height={90} radius={10} />}
    </section>
  );
}

function ScenarioTabs({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <Tabs.List aria-label="Scenarios" className={classes.scenarios}>
      {runs.map((run) => {
        const { words, well } = outcomeWords(run);
        return (
          <Tabs.Tab
            key={run.scenario}
            value={run.scenario}
            rightSection={
              well ? null : <IconAlertTriangle size={16} color="var(--il-bad)" aria-label={words} />
            }
          >
            {asSentence(run.title)}
          </Tabs.Tab>
        );
      })}
    </Tabs.List>
  );
}

/** Authors write titles as they like; in a row of tabs they all begin alike. */
const asSentence = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);

function Picture({
  timeline,
  run,
}: {
  timeline: { isPending: boolean; error: unknown; refetch: () => unknown };
  run: Run | undefined;
}) {
  if (run) return <RunView run={run} />;
  if (timeline.isPending) return <Skeleton height={420} radius={10} />;
  return <Trouble error={timeline.error} onRetry={() => void timeline.refetch()} />;
}
