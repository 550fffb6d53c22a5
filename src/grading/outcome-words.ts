/** How a run ended, in words for the person who wrote the program. */
import { type Crash, crashOf } from './crash.js';
import { hintForError } from './error-hints.js';
import type { Language } from './exercise.js';
import { laneNames } from './lane-names.js';
import { adviceAgainstDeadlock, adviceFor } from './outcome-advice.js';
import { defaultLimits, type Limits } from './scenario.js';
import { asSeconds, counted } from './seconds.js';
import type { Run } from './timeline.js';
import { lanesOf } from './timeline-selectors.js';

/** How a run ended, for the person who wrote the program. */
export interface Explanation {
  readonly message: string;
  readonly hint: string | null;
}

/** The program ended by itself, with status 0. */
export const endedWell = (run: Run): boolean => run.outcome === 'exited' && run.exitStatus === 0;

const megabytes = (bytes: number): string => `${Math.round(bytes / (1024 * 1024))} MB`;

const signalHints: Readonly<Record<string, string>> = {
  SIGSEGV: 'The interpreter itself crashed, mostly by recursion without end or by a faulty ctypes call.',
  SIGKILL: 'Look for os.kill, Process.kill or terminate on the program itself.',
  SIGTERM: 'Look for os.kill, Process.terminate or killpg that hits the program itself.',
  SIGABRT: 'The interpreter gave up; its last words are on the error output.',
};

/** Lanes with the same fate that are called by name. */
const namedMax = 3;

/** `limits`: those of the scenario, if they differ from the usual ones; `language`: that of the program. */
export function explainOutcome(
  run: Run,
  limits: Limits = defaultLimits,
  language: Language = 'python',
): Explanation {
  switch (run.outcome) {
    case 'exited':
      return run.exitStatus === 0
        ? { message: 'Your program ended by itself.', hint: null }
        : explainStatus(run, language);
    case 'signalled':
      return {
        message: `Your program was ended by the signal ${run.signal ?? 'of an unknown name'}.`,
        hint: signalHints[run.signal ?? ''] ?? null,
      };
    case 'deadlocked':
      return explainDeadlock(run, language);
    case 'timed-out-virtual':
      return {
        message: `Your program had not ended after ${asSeconds(run.elapsedMs)} of its own time.`,
        hint: adviceFor(run.outcome, language),
      };
    case 'timed-out-real':
      return {
        message: `Your program had not ended after ${asSeconds(limits.realMs)} of real time.`,
        hint: adviceFor(run.outcome, language),
      };
    case 'cpu-exceeded':
      return {
        message: `Your program used more than ${asSeconds(limits.cpuMs)} of CPU time.`,
        hint: adviceFor(run.outcome, language),
      };
    case 'out-of-memory':
      return {
        message: `Your program used more than ${megabytes(limits.memoryBytes)} of memory.`,
        hint: adviceFor(run.outcome, language),
      };
    case 'too-many-processes':
      return {
        message: `Your program had more than ${countedTasks(limits.tasks, language)} at once.`,
        hint: adviceFor(hasProcesses(run) ? 'too-many-processes' : 'too-many-threads', language),
      };
    case 'output-exceeded':
      return {
        message: `Your program wrote more than ${Math.round(limits.outputBytes / 1024)} KiB${language === 'python' ? ', on its output or into files' : ''}.`,
        hint: adviceFor(run.outcome, language),
      };
    case 'sandbox-fault':
      return {
        message: `Our sandbox failed${run.fault ? ` at "${run.fault.step}": ${run.fault.message}` : ''}. This is not a fault of your program.`,
        hint: null,
      };
  }
}

const hasProcesses = (run: Run): boolean => lanesOf(run).some(({ kind }) => kind === 'process');

const countedTasks = (count: number, language: Language): string =>
  language === 'python'
    ? counted(count, 'process and thread', 'processes and threads')
    : counted(count, 'thread');

function explainStatus(run: Run, language: Language): Explanation {
  const crash = crashOf(run);
  if (!crash) {
    return {
      message: `Your program ended with status ${run.exitStatus ?? 'unknown'} instead of 0.`,
      hint: adviceFor('other-status', language),
    };
  }
  return {
    message: `Your program stopped with an error${where(crash)}: ${crash.error}`,
    hint: hintForError(crash) ?? adviceFor('crashed', crash.language),
  };
}

const where = ({ file, line }: Crash): string =>
  line === null ? '' : ` in line ${line}${file ? ` of ${file}` : ''}`;

function explainDeadlock(run: Run, language: Language): Explanation {
  const crash = crashOf(run);
  const waits = waitsOf(run);
  const seen = `Your program stood still for ever: all of it was waiting and nothing could wake it${waits === '' ? '' : ` (${waits})`}.`;
  if (crash) {
    return {
      message: `${seen} Before that, an error was reported${where(crash)}: ${crash.error}`,
      hint: hintForError(crash) ?? adviceFor('deadlocked-after-error', language),
    };
  }
  return {
    message: seen,
    hint: adviceAgainstDeadlock(run.blocked, language),
  };
}

/** "main and thread 1 waiting for data on a pipe; thread 2 waiting for a lock" */
function waitsOf(run: Run): string {
  const names = laneNames(run);
  const groups = Map.groupBy(run.blocked, ({ detail }) => detail.replace(/ \([a-z_0-9]+\)$/, ''));
  return [...groups]
    .map(([detail, lanes]) => {
      const all = lanes.map(({ lane }) => names.get(lane) ?? `lane ${lane}`);
      const others = all.slice(namedMax);
      if (others.length > 1) all.splice(namedMax, others.length, `${others.length} others`);
      const last = all.pop() ?? '';
      return `${all.length > 0 ? `${all.join(', ')} and ` : ''}${last} ${detail}`;
    })
    .join('; ');
}

/** An exception that ended a thread or a process of a program that itself ended well; null if there was none. */
export function errorBesides(run: Run): { message: string; hint: string } | null {
  const crash = endedWell(run) ? crashOf(run) : null;
  if (!crash) return null;
  return {
    message: `An error was reported${where(crash)}: ${crash.error}`,
    hint: hintForError(crash) ?? adviceFor('error-besides', crash.language),
  };
}
