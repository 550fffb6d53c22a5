import { ApiError } from '../api/problem.ts';

/** Also of one of its entries, as in `frameOrigins.1`. */
const isOf = (said: string, field: string): boolean => said === field || said.startsWith(`${field}.`);

/** What the service says of a field, to be shown beside it; null when it has nothing to say. */
export function fieldError(error: unknown, field: string): string | null {
  if (!(error instanceof ApiError)) return null;
  return error.fields.find((each) => isOf(each.field, field))?.message ?? null;
}

/** What a form has to say in one place: everything but what stands beside its fields. Null when nothing is left. */
export function restOfProblem(
  error: unknown,
  shownFields: readonly string[],
): { title: string; messages: string[] } | null {
  if (!error) return null;
  if (!(error instanceof ApiError)) return { title: 'Something went wrong in this page', messages: [] };
  if (error.fields.length === 0) return { title: error.title, messages: [error.message] };
  const rest = error.fields.filter(({ field }) => !shownFields.some((shown) => isOf(field, shown)));
  if (rest.length === 0) return null;
  return { title: error.title, messages: rest.map(({ field, message }) => `${field}: ${message}`) };
}
