import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Run } from '../api/types.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { namedLanes } from '../timeline/lanes.ts';
import { outputLines } from '../timeline/output-lines.ts';
import { asClock, counted } from '../timeline/seconds.ts';
import classes from './program-output.module.css';

const mostAtFirst = 200;

/** What the program wrote: when, which lane, and on which stream. */
export function ProgramOutput({ run }: { run: Run }) {
  const [showsAll, setShowsAll] = useState(false);
  const lines = useMemo(() => outputLines(run.timeline.output), [run]);
  const names = useMemo(
    () => new Map(namedLanes(run.timeline).map(({ lane, fullName }) => [lane.id, fullName])),
    [run],
  );
  if (lines.length === 0) return <p className="muted">The program wrote nothing in this run.</p>;
  const shown = showsAll ? lines : lines.slice(0, mostAtFirst);
  return (
    <>
      <ScrollRegion className={classes.output} label="Output of the program">
        <table>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Lane</th>
              <th scope="col">Text</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
              <tr key={index} data-stream={line.stream}>
                <td className={classes.at}>{asClock(line.atMs)}</td>
                <td className={classes.lane}>{line.lane === null ? '' : (names.get(line.lane) ?? '')}</td>
                <td className={classes.text}>
                  {line.stream === 'stderr' && <span className="visually-hidden">Error output: </span>}
                  {line.text || '\u00a0'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {shown.length < lines.length && (
        <Button variant="default" mt={12} onClick={() => setShowsAll(true)}>
          Show {counted(lines.length - shown.length, 'more line')}
        </Button>
      )}
    </>
  );
}
