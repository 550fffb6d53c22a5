/** How a run ended, in words for the person who wrote the program. */
import { type Crash, crashOf } from './crash.js';
import { hintForError } from './error-hints.js';
import { laneNames } from './lane-names.js';
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

/** `limits`: those of the scenario, if they differ from the usual ones. */
export function explainOutcome(run: Run, limits: Limits = defaultLimits): Explanation {
  switch (run.outcome) {
    case 'exited':
      return run.exitStatus === 0
        ? { message: 'Your program ended by itself.', hint: null }
        : explainStatus(run);
    case 'signalled':
      return {
        message: `Your program was ended by the signal ${run.signal ?? 'of an unknown name'}.`,
        hint: signalHints[run.signal ?? ''] ?? null,
      };
    case 'deadlocked':
      return explainDeadlock(run);
    case 'timed-out-virtual':
      return {
        message: `Your program had not ended after ${asSeconds(run.elapsedMs)} of its own time.`,
        hint: 'Look for a loop that never ends, or for a wait that is longer than the exercise needs.',
      };
    case 'timed-out-real':
      return {
        message: `Your program had not ended after ${asSeconds(limits.realMs)} of real time.`,
        hint: 'Look for a loop that waits in very small steps, such as sleep(0) until something is done.',
      };
    case 'cpu-exceeded':
      return {
        message: `Your program used more than ${asSeconds(limits.cpuMs)} of CPU time.`,
        hint: 'Look for a loop that never ends, or that asks again and again instead of waiting (join, await).',
      };
    case 'out-of-memory':
      return {
        message: `Your program used more than ${megabytes(limits.memoryBytes)} of memory.`,
        hint: 'Look for a list that grows without end, and for processes started in a loop.',
      };
    case 'too-many-processes':
      return {
        message: `Your program had more than ${counted(limits.tasks, 'process and thread', 'processes and threads')} at once.`,
        hint: lanesOf(run).some(({ kind }) => kind === 'process')
          ? 'Start processes only under `if __name__ == "__main__":`, and only as many as the exercise asks for.'
          : 'Look for threads that are started in a loop. A worker that runs the same file again starts workers, too, unless that stands under `if (isMainThread)`.',
      };
    case 'output-exceeded':
      return {
        message: `Your program wrote more than ${Math.round(limits.outputBytes / 1024)} KiB, on its output or into files.`,
        hint: 'Look for a print in a loop that never ends.',
      };
    case 'sandbox-fault':
      return {
        message: `Our sandbox failed${run.fault ? ` at "${run.fault.step}": ${run.fault.message}` : ''}. This is not a fault of your program.`,
        hint: null,
      };
  }
}

function explainStatus(run: Run): Explanation {
  const crash = crashOf(run);
  if (!crash) {
    return {
      message: `Your program ended with status ${run.exitStatus ?? 'unknown'} instead of 0.`,
      hint: 'Look for sys.exit or process.exit with another status, and at what the program wrote on its error output.',
    };
  }
  return {
    message: `Your program stopped with an error${where(crash)}: ${crash.error}`,
    hint: hintForError(crash.error) ?? readTheError,
  };
}

const where = ({ file, line }: Crash): string =>
  line === null ? '' : ` in line ${line}${file ? ` of ${file}` : ''}`;

const readTheError =
  'Run the program yourself and read the last lines of the error output from below upwards.';

/** As the sandbox for JavaScript says it. */
const waitsForMessages = 'waiting for messages';
const messagesHint =
  'A worker or port that listens for messages keeps the program alive: end it with parentPort.close() or port.close() after the last message, or with worker.terminate() in the main thread.';
const locksHint =
  'Look for two locks taken in opposite order, a join or get whose partner never answers, or a wait for input.';

function explainDeadlock(run: Run): Explanation {
  const crash = crashOf(run);
  const waits = waitsOf(run);
  const seen = `Your program stood still for ever: all of it was waiting and nothing could wake it${waits === '' ? '' : ` (${waits})`}.`;
  if (crash) {
    return {
      message: `${seen} Before that, an error was reported${where(crash)}: ${crash.error}`,
      hint:
        hintForError(crash.error) ??
        'Repair this error first: who waits for the process or thread that it ended, may wait for ever.',
    };
  }
  return {
    message: seen,
    hint: run.blocked.some(({ detail }) => detail.startsWith(waitsForMessages)) ? messagesHint : locksHint,
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
    hint:
      hintForError(crash.error) ??
      'Repair this error first: a thread or process that raises an exception ends there, while the others go on.',
  };
}
