import type { ReactNode } from 'react';
import { HintAtLine } from '../report/line-hints.tsx';
import { idOfLine, useChosenLine } from '../timeline/chosen-line.tsx';
import { hintsAt, isSameLine, type Line } from '../timeline/lines.ts';
import classes from './annotated-code.module.css';
import { Tokens } from './code-tokens.tsx';
import type { Token } from './highlighted-lines.ts';

/** A line of a program that was handed in, and below it what is said of it: by its reading, and in `thread` by people. */
export function CodeLine({
  line,
  number,
  tokens,
  isCommented = false,
  thread,
}: {
  line: Line;
  /** What stands in front of it. */
  number: ReactNode;
  tokens: readonly Token[];
  isCommented?: boolean;
  thread?: ReactNode;
}) {
  const { report, chosen } = useChosenLine();
  const hints = hintsAt(report, line);
  return (
    <>
      <tr
        id={idOfLine(line)}
        tabIndex={-1}
        data-commented={isCommented || undefined}
        data-hinted={hints.length > 0 || undefined}
        data-chosen={isSameLine(chosen, line) || undefined}
      >
        <td className={classes.number}>{number}</td>
        <td className={classes.text}>
          <Tokens tokens={tokens} />
        </td>
      </tr>
      {hints.map((hint) => (
        <tr key={hint.message}>
          <td />
          <td className={classes.thread}>
            <HintAtLine hint={hint} />
          </td>
        </tr>
      ))}
      {thread && (
        <tr>
          <td />
          <td className={classes.thread}>{thread}</td>
        </tr>
      )}
    </>
  );
}
