import type { Lane, Run, Span } from '../api/types.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { shortUrl } from './describe.ts';
import { lengthOf } from './intervals.ts';
import { type NamedLane, namedLanes } from './lanes.ts';
import { outputLines } from './output-lines.ts';
import { asClock, asSeconds } from './seconds.ts';
import classes from './timeline-table.module.css';

/** The picture once more, as tables: for screen readers, and for whoever wants the figures. */
export function TimelineTable({ run }: { run: Run }) {
  const named = namedLanes(run.timeline);
  const spansOfLane = Map.groupBy(run.timeline.spans, ({ lane }) => lane);
  return (
    <div className={classes.tables}>
      <ScrollRegion className={classes.scroll} label="Lanes as a table">
        <table className={classes.table}>
          <caption>Lanes</caption>
          <thead>
            <tr>
              {[
                'Lane',
                'Started by',
                'From',
                'To',
                'Running',
                'Sleeping',
                'Waiting',
                'Requests',
                'Lines',
              ].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {named.map((each) => (
              <LaneLine
                key={each.lane.id}
                each={each}
                named={named}
                spans={spansOfLane.get(each.lane.id) ?? []}
                run={run}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {run.timeline.requests.length > 0 && <Requests run={run} named={named} />}
    </div>
  );
}

const fullNameOf = (named: readonly NamedLane[], lane: Lane['id'] | null): string =>
  named.find((each) => each.lane.id === lane)?.fullName ?? (lane === null ? '–' : 'not seen');

function LaneLine({
  each,
  named,
  spans,
  run,
}: {
  each: NamedLane;
  named: readonly NamedLane[];
  spans: readonly Span[];
  run: Run;
}) {
  const { lane } = each;
  const total = (kind: Span['kind']): number =>
    spans.filter((span) => span.kind === kind).reduce((sum, span) => sum + lengthOf(span), 0);
  const lines = outputLines(run.timeline.output.filter((output) => output.lane === lane.id)).length;
  const requests = run.timeline.requests.filter((request) => request.lane === lane.id).length;
  return (
    <tr>
      <th scope="row">{each.fullName}</th>
      <td>{fullNameOf(named, lane.parent)}</td>
      <td>{asClock(lane.startMs)}</td>
      <td>{asClock(lane.endMs)}</td>
      <td>{asSeconds(total('running'))}</td>
      <td>{asSeconds(total('sleeping'))}</td>
      <td>{asSeconds(total('waiting'))}</td>
      <td>{requests || '–'}</td>
      <td>{lines || '–'}</td>
    </tr>
  );
}

function Requests({ run, named }: { run: Run; named: readonly NamedLane[] }) {
  return (
    <ScrollRegion className={classes.scroll} label="Requests as a table">
      <table className={classes.table}>
        <caption>Requests</caption>
        <thead>
          <tr>
            {['Request', 'Lane', 'From', 'To', 'Took', 'Status', 'Bytes'].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {run.timeline.requests.map((request, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: requests have no identity but their place
            <tr key={index}>
              <th scope="row">
                {request.method} {shortUrl(request.url)}
              </th>
              <td>{fullNameOf(named, request.lane)}</td>
              <td>{asClock(request.startMs)}</td>
              <td>{asClock(request.endMs)}</td>
              <td>{asSeconds(lengthOf(request))}</td>
              <td>
                {request.status ?? 'no answer'}
                {request.completed ? '' : ' (not taken whole)'}
              </td>
              <td>{request.responseBytes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
