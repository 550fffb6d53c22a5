/** The exercises that a course writes: drafts, what is wrong with them, versions, runs of their solutions. */
import { queryOptions } from '@tanstack/react-query';
import { answerTo, client, done, reached } from './client.ts';
import { ApiError } from './problem.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type CourseExercise = Schemas['CourseExercise'];
export type CourseExerciseItem = Schemas['CourseExerciseListItem'];
export type NewCourseExercise = Schemas['NewCourseExercise'];
export type ExerciseFile = Schemas['ExerciseFile'];
export type FileChange = Schemas['CourseExerciseChange']['files'][number];
export type ExerciseProblem = Schemas['ExerciseProblem'];
export type ExerciseProblems = Schemas['ExerciseProblems'];
export type CompletionItem = Schemas['CompletionItem'];
export type NameDescription = NonNullable<Schemas['NameDescription']['description']>;
export type SolutionRun = Schemas['SolutionRun'];
export type SolutionOfRun = Schemas['SolutionOfRun'];

const workingPollMs = 700;

const at = (courseId: string, slug: string) => ({ params: { path: { courseId, slug } } });

export const courseExercisesQuery = (courseId: string) =>
  queryOptions({
    queryKey: ['course-exercises', courseId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/exercises', { params: { path: { courseId } }, signal }),
      ),
    staleTime: 0,
  });

/** As it was when the page was opened: from then on the page knows better. */
export const courseExerciseQuery = (courseId: string, slug: string) =>
  queryOptions({
    queryKey: ['course-exercise', courseId, slug],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/courses/{courseId}/exercises/{slug}', { ...at(courseId, slug), signal })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Of the stored draft, which `revision` says; the problems of another one are others. */
export const exerciseProblemsQuery = (courseId: string, slug: string, revision: number) =>
  queryOptions({
    queryKey: ['exercise-problems', courseId, slug, revision],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/exercises/{slug}/problems', {
          ...at(courseId, slug),
          signal,
        }),
      ),
  });

/** Asked again while results come. */
export const solutionRunQuery = (courseId: string, slug: string, runId: string) =>
  queryOptions({
    queryKey: ['solution-run', courseId, slug, runId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/exercises/{slug}/solution-runs/{runId}', {
          params: { path: { courseId, slug, runId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.status === 'working' ? workingPollMs : false),
  });

export const createCourseExercise = (courseId: string, body: NewCourseExercise) =>
  answerTo(client.POST('/api/v1/courses/{courseId}/exercises', { params: { path: { courseId } }, body }));

export const changeCourseExercise = (
  courseId: string,
  slug: string,
  body: { revision: number; files: FileChange[] },
) => answerTo(client.PATCH('/api/v1/courses/{courseId}/exercises/{slug}', { ...at(courseId, slug), body }));

export const deleteCourseExercise = (courseId: string, slug: string) =>
  done(client.DELETE('/api/v1/courses/{courseId}/exercises/{slug}', at(courseId, slug)));

export const publishCourseExercise = (courseId: string, slug: string, revision: number) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/exercises/{slug}/versions', {
      ...at(courseId, slug),
      body: { revision },
    }),
  );

export const runSolutions = (courseId: string, slug: string, revision: number) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/exercises/{slug}/solution-runs', {
      ...at(courseId, slug),
      body: { revision },
    }),
  );

/** The client knows bodies of JSON only. With a revision the files take the place of those of the draft. */
export async function importCourseExercise(
  courseId: string,
  archive: Blob,
  revision?: number,
): Promise<CourseExercise> {
  const query = revision === undefined ? '' : `?revision=${revision}`;
  const response = await reached(
    fetch(`/api/v1/courses/${courseId}/exercises/import${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/zip' },
      body: archive,
    }),
  );
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw ApiError.of(response.status, body);
  return body as CourseExercise;
}

/** Where the folder is to be had as a zip: as it stands, or as it was published. */
export const archivePath = (courseId: string, slug: string, version?: number): string =>
  `/api/v1/courses/${courseId}/exercises/${slug}/archive${version === undefined ? '' : `?version=${version}`}`;

/** Offsets, here and in the answers, count as strings of JavaScript do. */
export interface PlaceInText {
  readonly text: string;
  readonly offset: number;
}

/** Answers about one file as it is being written. */
export interface WritingHelp {
  complete(place: PlaceInText, signal: AbortSignal): Promise<{ from: number; items: CompletionItem[] }>;
  /** `name`: one that was offered at the place; what stands there when left out. Null where nothing is known. */
  describe(place: PlaceInText, name?: string): Promise<NameDescription | null>;
}

/** Null for files of which the service knows nothing. */
export function helpFor(courseId: string, file: string): WritingHelp | null {
  if (file !== 'exercise.yaml' && !/^[^/]+\.ts$/.test(file)) return null;
  const params = { path: { courseId } };
  return {
    complete: (place, signal) =>
      answerTo(
        client.POST('/api/v1/courses/{courseId}/exercises/completions', {
          params,
          body: { file, ...place },
          signal,
        }),
      ),
    describe: async (place, name) => {
      const body = { file, ...place, ...(name === undefined ? {} : { name }) };
      const asked = client.POST('/api/v1/courses/{courseId}/exercises/descriptions', { params, body });
      return (await answerTo(asked)).description;
    },
  };
}
