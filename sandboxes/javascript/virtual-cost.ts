/**
 * What things cost in virtual time. Real CPU time differs from run to run; these do not, and so a run of the same program
 * under the same scenario always has the same timeline. About what Node 24 takes on a machine of today.
 */

/** One round of a loop, or one call of a function. */
export const msPerStep = 5e-6;

/** A callback, a message or the like being dealt with by an event loop, besides its steps. */
export const taskMs = 0.02;

/** In steps, so that a program which waits by reading the clock sees it move. */
export const stepsPerClockRead = 200;
/** In steps: formatting and writing a line. */
export const stepsPerWrite = 2_000;

/** From `new Worker` until its first instruction. */
export const workerStartMs = 15;

/** A lane works for so long at once; then the others have their turn. */
export const sliceMs = 1;
export const stepsPerSlice = sliceMs / msPerStep;

/** As many lanes work at the same time, as in the sandbox for Python. */
export const virtualCores = 4;

/** Every run begins at this moment, as the stand-in internet has it. */
export const epochMs = Date.UTC(2026, 0, 1, 9);
