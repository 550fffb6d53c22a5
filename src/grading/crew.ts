/** The crew that shares a task: four workers, and all of them alive at the same time. */
import { peakOf } from './measures.js';
import type { Verdict } from './report.js';
import { counted } from './seconds.js';
import type { Lane } from './timeline.js';
import { failed, partial, passed } from './verdict.js';

const crewSize = 4;

/** What a language calls its crew, and what a beginner can do in it. */
export interface CrewWords {
  /** One of the crew, "worker process", and several. */
  readonly one: string;
  readonly several: string;
  /** What runs besides them: "the main one". */
  readonly main: string;
  readonly startFour: string;
  readonly startFewer: string;
  readonly startMore: string;
  readonly startBeforeWaiting: string;
  readonly waitAfterStarting: string;
}

/** Four, or four at a time: two rounds of four, or a pool that replaces its workers. `instead`: what there was in place of a crew. */
export function judgeCrewSize(crew: readonly Lane[], words: CrewWords, instead = ''): Verdict {
  const { one, several, main } = words;
  if (crew.length === crewSize) return passed(`Four ${several} ran besides ${main}.`);
  if (crew.length > crewSize && peakOf(crew) === crewSize) {
    return passed(`Four ${several} at a time ran besides ${main}.`);
  }
  const ran = counted(crew.length, one, several);
  if (crew.length > crewSize) {
    return partial(0.5, `${ran} ran besides ${main}; four are asked for.`, words.startFewer);
  }
  return crew.length === 0
    ? failed(`No ${one} ran besides ${main}${instead}.`, words.startFour)
    : failed(`Only ${ran} ran besides ${main}.`, words.startMore);
}

/** Four alive at the same time, whatever else there was. */
export function judgeCrewTogether(crew: readonly Lane[], words: CrewWords): Verdict {
  const { one, several } = words;
  const peak = peakOf(crew);
  if (peak >= crewSize) return passed(`${counted(peak, one, several)} were alive at the same time.`);
  const ran = counted(crew.length, one, several);
  if (crew.length < crewSize) {
    return failed(crew.length === 0 ? `There was no ${one}.` : `Only ${ran} ran.`, words.startBeforeWaiting);
  }
  const alive = peak === 1 ? 'only one was' : `${peak} were`;
  return failed(`Of ${ran}, ${alive} alive at the same time.`, words.waitAfterStarting);
}
