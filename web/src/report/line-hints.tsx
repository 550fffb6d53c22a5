import { IconFileCode, IconTimeline } from '@tabler/icons-react';
import type { LineHint } from '../api/types.ts';
import { showLine, useChosenLine } from '../timeline/chosen-line.tsx';
import { lineWords } from '../timeline/lines.ts';
import { HintWords } from './hint-words.tsx';
import classes from './line-hints.module.css';

/** What is said of lines, with a way to each. */
export function LineHints({ hints }: { hints: readonly LineHint[] }) {
  const { choose } = useChosenLine();
  if (hints.length === 0) return null;
  return (
    <ul className={classes.hints}>
      {hints.map((hint) => (
        <li key={lineWords(hint)}>
          <button
            type="button"
            className={classes.place}
            onClick={() => {
              choose(hint);
              showLine(hint);
            }}
          >
            <IconFileCode size={16} aria-hidden />
            {lineWords(hint)}
          </button>
          <span>
            <HintWords words={hint.message} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Below its line in the code. */
export function HintAtLine({ hint }: { hint: LineHint }) {
  const { choose, showScenario } = useChosenLine();
  const [first] = hint.spans;
  return (
    <div className={classes.atLine}>
      <span>
        <HintWords words={hint.message} />
      </span>
      {first && (
        <button
          type="button"
          className={classes.place}
          onClick={() => {
            choose(hint);
            showScenario(first.scenario);
            document.getElementById('timeline-title')?.parentElement?.scrollIntoView({ block: 'start' });
          }}
        >
          <IconTimeline size={16} aria-hidden />
          Show it in the timeline
        </button>
      )}
    </div>
  );
}
