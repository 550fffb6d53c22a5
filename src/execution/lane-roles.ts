import type { LaneRole } from '../grading/timeline.js';

/**
 * The role of a process, from the program that it executed. Python executing anything is the student's own, also as a
 * worker that `spawn` made (`python3 -c "from multiprocessing.spawn import spawn_main; …"`), save for the two helpers
 * that multiprocessing starts by itself, in just this form since Python 3.4.
 */
export function roleOfProgram(argv: readonly string[]): LaneRole {
  const program = argv[0]?.split('/').at(-1) ?? '';
  if (!/^python(3(\.\d+)?)?$/.test(program)) return 'program';
  const code = argv[argv.indexOf('-c') + 1] ?? '';
  if (argv.includes('-c')) {
    if (code.startsWith('from multiprocessing.resource_tracker import main')) return 'resource-tracker';
    if (code.startsWith('from multiprocessing.forkserver import main')) return 'forkserver';
  }
  return 'student';
}

/** The role of a process that was just forked and has executed nothing: what a forkserver forks is a worker. */
export const roleOfFork = (parent: LaneRole): LaneRole => (parent === 'forkserver' ? 'student' : parent);
