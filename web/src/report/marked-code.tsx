import { useMemo } from 'react';
import classes from '../grading/annotated-code.module.css';
import { highlightedLines, type Token } from '../grading/highlighted-lines.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { idOfLine, useChosenLine } from '../timeline/chosen-line.tsx';
import { hintsAt, isSameLine } from '../timeline/lines.ts';
import { HintAtLine } from './line-hints.tsx';

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
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in a file that never changes
              <MarkedLine key={index} file={name} line={index + 1} tokens={tokens} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

function MarkedLine({ file, line, tokens }: { file: string; line: number; tokens: readonly Token[] }) {
  const { report, chosen } = useChosenLine();
  const hints = hintsAt(report, { file, line });
  return (
    <>
      <tr
        id={idOfLine({ file, line })}
        tabIndex={-1}
        data-hinted={hints.length > 0 || undefined}
        data-chosen={isSameLine(chosen, { file, line }) || undefined}
      >
        <td className={classes.number}>
          <span>{line}</span>
        </td>
        <td className={classes.text}>
          {tokens.map(({ text, kind }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in a line that never changes
            <span key={index} className={kind}>
              {text}
            </span>
          ))}
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
    </>
  );
}
