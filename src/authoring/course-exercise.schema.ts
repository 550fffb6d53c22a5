import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { exerciseFileLimits } from '../exercises/exercise-files.js';

const slug = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
    error: 'expected lower-case words joined by "-", as in "two-waits"',
  });
const revision = z.int().positive().describe('Of the draft as the caller has seen it');
const largestVersion = 2_147_483_647;

export const newCourseExerciseSchema = z.strictObject({
  slug: slug.describe('For good, and one for the whole service: courses and versions go by it'),
  title: z.string().trim().min(1).max(200),
  copyOf: slug
    .optional()
    .describe('An exercise of the catalogue or of this course; the smallest that is whole when left out'),
});

export const courseExerciseChangeSchema = z.strictObject({
  revision,
  files: z
    .array(
      z.strictObject({
        path: z.string().min(1).max(200),
        text: z
          .string()
          .max(exerciseFileLimits.bytesOfFile)
          .nullable()
          .describe('The new text; null takes the file away'),
      }),
    )
    .min(1)
    .max(exerciseFileLimits.files)
    .describe('Those that change'),
});

export const draftRevisionSchema = z.strictObject({ revision });

const publishedVersion = z
  .object({ version: z.int(), createdAt: z.iso.datetime() })
  .meta({ id: 'PublishedVersion' });
export type PublishedVersionView = z.infer<typeof publishedVersion>;

const heading = {
  slug: z.string(),
  title: z.string(),
  revision: z.int().describe('Grows with every change'),
  updatedAt: z.iso.datetime(),
  versions: z.array(publishedVersion).describe('What was published, the newest first'),
};

export const courseExerciseSchema = z.object({
  ...heading,
  files: z
    .array(z.object({ path: z.string(), text: z.string() }).meta({ id: 'ExerciseFile' }))
    .describe('By path; a folder as under exercises/'),
  solutionRun: z.uuid().nullable().describe('The last time that its solutions were run'),
});
export type CourseExerciseView = z.infer<typeof courseExerciseSchema>;

export const courseExerciseListSchema = z.object({
  items: z.array(z.object(heading).meta({ id: 'CourseExerciseListItem' })),
});
export type CourseExerciseListView = z.infer<typeof courseExerciseListSchema>;

const place = z.int().positive().nullable();

export const exerciseProblemsSchema = z.object({
  revision: z.int().describe('Of the draft that was read'),
  isPublishable: z.boolean(),
  problems: z.array(
    z
      .object({
        severity: z.enum(['error', 'warning']).describe('With an error it cannot be published'),
        file: z.string(),
        line: place.describe('From 1; null for the file as a whole'),
        column: place,
        field: z.string().nullable().describe('In exercise.yaml: `scenarios[1].seed`'),
        message: z.string(),
      })
      .meta({ id: 'ExerciseProblem' }),
  ),
});
export type ExerciseProblemsView = z.infer<typeof exerciseProblemsSchema>;

export const importQuerySchema = z.strictObject({
  revision: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('Of the draft that the files take the place of; without it there must be none of that name'),
});

export const exportQuerySchema = z.strictObject({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(largestVersion)
    .optional()
    .describe('As it was published; the draft as it stands when left out'),
});

export const publishedVersionSchema = z.object({ version: z.int(), createdAt: z.iso.datetime() });

export class NewCourseExercise extends createZodDto(newCourseExerciseSchema) {}
export class CourseExerciseChange extends createZodDto(courseExerciseChangeSchema) {}
export class DraftRevision extends createZodDto(draftRevisionSchema) {}
export class CourseExercise extends createZodDto(courseExerciseSchema) {}
export class CourseExerciseList extends createZodDto(courseExerciseListSchema) {}
export class ExerciseProblems extends createZodDto(exerciseProblemsSchema) {}
export class ImportQuery extends createZodDto(importQuerySchema) {}
export class ExportQuery extends createZodDto(exportQuerySchema) {}
export class NewVersion extends createZodDto(publishedVersionSchema) {}
