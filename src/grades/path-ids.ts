import { isUuid } from '../platform/ids.js';
import { ProblemError } from '../platform/problem.js';

export type Thing = 'assignment' | 'check' | 'comment' | 'override' | 'person' | 'submission';

export const unknown = (what: Thing, id: string) =>
  new ProblemError('not-found', `There is no ${what} "${id}" here.`);

/** Anything that is no id of ours cannot be found, and Postgres would refuse to compare it. */
export function knownForm(what: Thing, id: string): string {
  if (!isUuid(id)) throw unknown(what, id);
  return id.toLowerCase();
}
