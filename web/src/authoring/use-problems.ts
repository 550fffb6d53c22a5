import { useQuery } from '@tanstack/react-query';
import { type ExerciseProblem, exerciseProblemsQuery } from '../api/authoring.ts';

export interface FoundProblems {
  readonly problems: readonly ExerciseProblem[];
  /** Null until the present draft has been read. */
  readonly isPublishable: boolean | null;
  readonly error: unknown;
}

const none: readonly ExerciseProblem[] = [];

/** Those of the draft as it is stored; while a newer one is read, those of the one before stay to be seen. */
export function useProblems(courseId: string, slug: string, revision: number): FoundProblems {
  const query = useQuery({
    ...exerciseProblemsQuery(courseId, slug, revision),
    placeholderData: (before) => before,
  });
  return {
    problems: query.data?.problems ?? none,
    isPublishable: query.isPlaceholderData ? null : (query.data?.isPublishable ?? null),
    error: query.error,
  };
}
