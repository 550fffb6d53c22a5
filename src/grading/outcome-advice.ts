/** What to look for when a run ended in a certain way; it depends on what programs of a language are made of. */
import type { Language } from './exercise.js';
import type { BlockedLane } from './timeline.js';

/** Ways to end that have one piece of advice each. */
type Ending =
  | 'timed-out-virtual'
  | 'timed-out-real'
  | 'cpu-exceeded'
  | 'out-of-memory'
  | 'too-many-processes'
  | 'too-many-threads'
  | 'output-exceeded'
  | 'other-status'
  | 'crashed'
  | 'deadlocked'
  | 'deadlocked-after-error'
  | 'error-besides';

const ofPython: Readonly<Record<Ending, string>> = {
  'timed-out-virtual':
    'Look for a loop that never ends, or for a wait that is longer than the exercise needs.',
  'timed-out-real':
    'Look for a loop that waits in very small steps, such as sleep(0) until something is done.',
  'cpu-exceeded':
    'Look for a loop that never ends, or that asks again and again instead of waiting (join, await).',
  'out-of-memory': 'Look for a list that grows without end, and for processes started in a loop.',
  'too-many-processes':
    'Start processes only under `if __name__ == "__main__":`, and only as many as the exercise asks for.',
  'too-many-threads':
    'Look for threads that are started in a loop, and start only as many as the exercise asks for.',
  'output-exceeded': 'Look for a print in a loop that never ends.',
  'other-status': 'Look for sys.exit with another status, and at what the program wrote on its error output.',
  crashed: 'Run the program yourself and read the last lines of the error output from below upwards.',
  deadlocked:
    'Look for two locks taken in opposite order, a join or get whose partner never answers, or a wait for input.',
  'deadlocked-after-error':
    'Repair this error first: who waits for the process or thread that it ended, may wait for ever.',
  'error-besides':
    'Repair this error first: a thread or process that raises an exception ends there, while the others go on.',
};

const sameFile =
  'A worker that runs the same file begins at its top: start workers only under `if (isMainThread)`, and only as many as the exercise asks for.';

const ofJavascript: Readonly<Record<Ending, string>> = {
  'timed-out-virtual':
    'Look for a setInterval that is never cleared, for a loop that never ends, or for a wait that is longer than the exercise needs.',
  'timed-out-real':
    'Look for a loop that goes on in very small steps, such as setTimeout(…, 0) or setImmediate until something is done.',
  'cpu-exceeded':
    'Look for a loop that never ends, or that asks again and again instead of waiting (await, an event, Atomics.wait). While it runs, no timer, message or answer is dealt with.',
  'out-of-memory':
    'Look for an array, a Map or a text that grows without end, for messages that nobody takes, and for workers started in a loop.',
  'too-many-processes': sameFile,
  'too-many-threads': sameFile,
  'output-exceeded': 'Look for a console.log in a loop that never ends.',
  'other-status':
    'Look for process.exit or process.exitCode with another status, and at what the program wrote on its error output.',
  crashed:
    'Read the error output: below the message, the first line with the name of your file says where. Who awaits may catch the error, with try … catch.',
  deadlocked:
    'Look for a promise that is never settled: is resolve called whatever happens, and is the event that it waits for sure to come?',
  'deadlocked-after-error':
    'Repair this error first: who waits for the worker that it ended, may wait for ever.',
  'error-besides': 'Repair this error first: a worker that throws ends there, while the others go on.',
};

const advice: Readonly<Record<Language, Readonly<Record<Ending, string>>>> = {
  python: ofPython,
  javascript: ofJavascript,
};

export const adviceFor = (ending: Ending, language: Language): string => advice[language][ending];

/** By what stands still: what the sandbox for JavaScript says of a lane tells more than its kind of wait. */
export function adviceAgainstDeadlock(blocked: readonly BlockedLane[], language: Language): string {
  const isAny = (text: string) => blocked.some(({ detail }) => detail.includes(text));
  if (language === 'javascript' && isAny('Atomics.wait')) {
    return 'Atomics.wait goes on only after another thread has called Atomics.notify on the same place. Change the value first and notify then, or give the wait a timeout. The main thread deals with no message while it waits there.';
  }
  if (language === 'javascript' && isAny('for messages')) {
    return 'A worker that listens for messages goes on for ever. When its work is done, close its port (parentPort.close()), listen with once instead of on, or call worker.terminate().';
  }
  return adviceFor('deadlocked', language);
}
