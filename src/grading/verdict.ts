import type { Verdict } from './report.js';

/** Full points. `message`: what was seen. */
export const passed = (message: string): Verdict => ({
  status: 'passed',
  share: 1,
  message,
  hint: null,
});

/** `hint`: what a beginner can do about it. */
export const failed = (message: string, hint: string): Verdict => ({
  status: 'failed',
  share: 0,
  message,
  hint,
});

/** `share`: the part of the points that is earned, more than 0 and less than 1. */
export const partial = (share: number, message: string, hint: string): Verdict => ({
  status: 'partial',
  share,
  message,
  hint,
});

/** The check could not be decided, as the program had ended before; earns nothing. */
export const notReached = (message: string, hint: string | null = null): Verdict => ({
  status: 'not-reached',
  share: 0,
  message,
  hint,
});
