import { knownId } from '../platform/ids.js';
import { ProblemError } from '../platform/problem.js';

export type Thing = 'assignment' | 'check' | 'comment' | 'override' | 'person' | 'submission';

export const unknown = (what: Thing, id: string) =>
  new ProblemError('not-found', `There is no ${what} "${id}" here.`);

export const knownForm = (what: Thing, id: string): string => knownId(id, (given) => unknown(what, given));
