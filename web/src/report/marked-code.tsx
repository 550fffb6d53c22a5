import { useMemo } from 'react';
import classes from '../grading/annotated-code.module.css';
import { CodeLine } from '../grading/code-line.tsx';
import { highlightedLines } from '../grading/highlighted-lines.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';

/** The files as they were handed in, with numbered lines, and what is said of them beside it. */
export default function MarkedCode({ files }: { files: Readonly<Record<string, string>> }) {
  return Object.entries(files).map(([name, text]) => <MarkedFile key={name} name={name} text={text} />);
}

function MarkedFile({ name, text }: { name: string; text: string }) {
  const lines = useMemo(() => highlightedLines(name, text), [name, text]);
  return (
    <div className={classes.file}>
      <h3 className={classes.name}>{name}</h3>
      <ScrollRegion label={`${name}, with hints`} className={classes.scroll}>
        <table className={classes.code}>
          <tbody>
            {lines.map((tokens, index) => (
              <CodeLine
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in a file that never changes
                key={index}
                line={{ file: name, line: index + 1 }}
                number={<span>{index + 1}</span>}
                tokens={tokens}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
