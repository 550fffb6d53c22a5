import { useEffect, useRef } from 'react';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import classes from './similarity.module.css';

interface Lines {
  file: string;
  from: number;
  to: number;
}

/** The files of one program; lines of a part in common carry its number, and the part that is asked for is brought into sight. */
export function MarkedProgram({
  files,
  fragments,
  shown,
  owner,
}: {
  files: Readonly<Record<string, string>>;
  fragments: readonly Lines[];
  /** Index of the part that is asked for. */
  shown: number | null;
  owner: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown === null) return;
    const line = place.current?.querySelector<HTMLElement>(`tr[data-starts="${shown}"]`);
    const scroller = line?.closest('section');
    if (line && scroller) scroller.scrollTo({ top: line.offsetTop - 40 });
  }, [shown]);
  const touched = Object.entries(files).filter(([name]) => fragments.some(({ file }) => file === name));
  return (
    <div ref={place}>
      {touched.map(([name, text]) => (
        <div key={name}>
          <h3 className={classes.file}>{name}</h3>
          <ScrollRegion label={`${name} of ${owner}`} className={classes.code}>
            <table>
              <tbody>
                {text.split('\n').map((words, index) => (
                  <Line
                    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
                    key={index}
                    line={index + 1}
                    words={words}
                    of={name}
                    fragments={fragments}
                    shown={shown}
                  />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </div>
      ))}
    </div>
  );
}

function Line({
  line,
  words,
  of,
  fragments,
  shown,
}: {
  line: number;
  words: string;
  of: string;
  fragments: readonly Lines[];
  shown: number | null;
}) {
  const holds = ({ file, from, to }: Lines): boolean => file === of && from <= line && line <= to;
  const asked = shown === null ? undefined : fragments[shown];
  const isShown = asked !== undefined && holds(asked);
  const fragment = isShown && shown !== null ? shown : fragments.findIndex(holds);
  const isFirst = fragment >= 0 && fragments[fragment]?.from === line;
  return (
    <tr
      data-tone={fragment < 0 ? undefined : fragment % 4}
      data-shown={isShown || undefined}
      data-starts={isFirst ? fragment : undefined}
    >
      <td className={classes.fragment}>
        {isFirst && (
          <>
            <span className="visually-hidden">part </span>
            {fragment + 1}
          </>
        )}
      </td>
      <td className={classes.line}>{line}</td>
      <td>{words}</td>
    </tr>
  );
}
