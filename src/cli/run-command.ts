import type { Language } from '../grading/exercise.js';
import { laneNames } from '../grading/lane-names.js';
import { endedWell, explainOutcome } from '../grading/outcome-words.js';
import { languageOf } from '../grading/program-names.js';
import { defaultLimits, type Scenario } from '../grading/scenario.js';
import { findProgram, problemsOfFiles } from '../grading/submission-files.js';
import type { Run } from '../grading/timeline.js';
import { linesOf } from '../grading/timeline-selectors.js';
import { type DrawOptions, drawTimeline, summaryOf } from './draw-timeline.js';
import { BadInputError, OurFaultError } from './exit-status.js';
import { withLocalExecution } from './local.js';
import { readFiles } from './read-files.js';
import { runJson } from './run-json.js';
import { drawOptions, print } from './terminal.js';

/** The usual conditions, with none of an exercise. */
const scenario: Scenario = {
  id: 'run',
  title: 'as it is',
  seed: 1,
  order: 'free',
  internet: { delaysMs: [] },
  probe: 'none',
  limits: defaultLimits,
};

/** Several files are handed in together, as for an exercise. */
export async function runCommand(paths: readonly string[], options: { readonly json?: true }): Promise<void> {
  const files = readFiles(paths);
  const problems = problemsOfFiles(files);
  if (problems.length > 0) throw new BadInputError(problems);
  const names = Object.keys(files);
  const language = names.map(languageOf).find((one) => one !== null) ?? 'python';
  const program = findProgram(language, names);
  if ('code' in program) throw new BadInputError([program]);
  const run = await withLocalExecution(({ pool }, signal) =>
    pool.run({ language, files, entry: program.entry, scenario }, { signal }),
  );
  if (run.outcome === 'sandbox-fault') {
    const { step, message } = run.fault ?? { step: 'unknown', message: '' };
    throw new OurFaultError(
      'sandbox-fault',
      `The sandbox failed at "${step}": ${message}; try: interleave doctor`,
    );
  }
  if (options.json) print(JSON.stringify(runJson(run), null, 2));
  else print(runText(program.entry, language, run, drawOptions()));
}

export function runText(entry: string, language: Language, run: Run, draw: DrawOptions): string {
  const { message, hint } = explainOutcome(run, defaultLimits, language);
  const trouble = endedWell(run) ? [] : [hint ? `${message}\n${hint}` : message];
  const written = outputText(run);
  return [
    `${entry} ${summaryOf(run)}`,
    drawTimeline(run, draw),
    ...(written === '' ? [] : [`Output\n${written}`]),
    ...trouble,
  ].join('\n\n');
}

/** Every line written, with its time and who wrote it. */
function outputText(run: Run): string {
  const names = laneNames(run);
  const lines = [...linesOf(run, 'stdout'), ...linesOf(run, 'stderr')].sort((a, b) => a.atMs - b.atMs);
  const nameOf = (lane: number | null) => (lane === null ? '' : (names.get(lane) ?? ''));
  const width = Math.max(0, ...lines.map(({ lane }) => nameOf(lane).length));
  return lines
    .map(({ atMs, lane, stream, text }) => {
      const time = `${(atMs / 1000).toFixed(3)} s`.padStart(9);
      return `${time}  ${nameOf(lane).padEnd(width)} ${stream === 'stderr' ? '!' : '│'} ${text}`;
    })
    .join('\n');
}
