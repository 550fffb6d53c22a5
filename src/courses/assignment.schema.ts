import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { visibilities } from '../grading/visibility.js';
import { assignmentStates } from './assignment-dates.js';
import { titleSchema } from './course.schema.js';

export const countings = ['best', 'last'] as const;

const yearSeconds = 365 * 24 * 60 * 60;

export const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .meta({ example: '2027-01-31T23:59:00+01:00' });

const exercise = z.string().max(100).describe('Slug of the exercise').meta({ example: 'async-two-requests' });
/** What fits into the column. */
const largestVersion = 2_147_483_647;
const exerciseVersion = z.int().positive().max(largestVersion);
const position = z.int().positive().max(10_000);
const points = z.number().positive().max(1_000_000).describe('What a full score is worth');
const attemptsAllowed = z.int().positive().max(10_000).nullable().describe('Null: any number');
const coolDownSeconds = z.int().min(0).max(yearSeconds).describe('Least time between two attempts');
const latePercentPerDay = z
  .number()
  .min(0)
  .max(100)
  .describe('Taken off for each day begun after dueAt, in per cent of the points earned');
const counting = z.enum(countings).describe('Which attempt counts');
const visibility = z
  .enum(visibilities)
  .describe('How much of a report its student is shown; each includes those before it');

export const newAssignmentSchema = z.strictObject({
  title: titleSchema,
  exercise,
  exerciseVersion: exerciseVersion
    .optional()
    .describe('Pinned: it stays when there is a newer one. The newest when left out'),
  opensAt: moment,
  dueAt: moment,
  closesAt: moment.optional().describe('Cut-off: nothing is taken after it. `dueAt` when left out'),
  points,
  attemptsAllowed: attemptsAllowed.default(null),
  coolDownSeconds: coolDownSeconds.default(0),
  latePercentPerDay: latePercentPerDay.default(0),
  counting: counting.default('best'),
  visibleBeforeDue: visibility.default('timeline'),
  visibleAfterDue: visibility.default('timeline'),
});
export type NewAssignmentFields = z.infer<typeof newAssignmentSchema>;

export const assignmentChangeSchema = z.strictObject({
  title: titleSchema.exactOptional(),
  exercise: exercise.describe('Another one only before anything was handed in').exactOptional(),
  exerciseVersion: exerciseVersion
    .describe('For what is handed in from now on; a regrade does the rest')
    .exactOptional(),
  position: position.describe('Place in the course, from 1').exactOptional(),
  opensAt: moment.exactOptional(),
  dueAt: moment.exactOptional(),
  closesAt: moment.exactOptional(),
  points: points.exactOptional(),
  attemptsAllowed: attemptsAllowed.exactOptional(),
  coolDownSeconds: coolDownSeconds.exactOptional(),
  latePercentPerDay: latePercentPerDay.exactOptional(),
  counting: counting.exactOptional(),
  visibleBeforeDue: visibility.exactOptional(),
  visibleAfterDue: visibility.exactOptional(),
});
export type AssignmentChanges = z.infer<typeof assignmentChangeSchema>;

const dateTime = z.iso.datetime();

const mineSchema = z
  .object({
    attemptsUsed: z.int().describe('Those that failed by a fault of ours are none'),
    attemptsLeft: z.int().nullable().describe('Null: any number'),
    nextAttemptAt: dateTime.nullable().describe('When the cool-down ends; null when it has'),
    points: z.number().nullable(),
    score: z.number().nullable(),
    maxScore: z.number().nullable(),
    submissionId: z.uuid().nullable().describe('The one that counts'),
    dueAt: dateTime,
    closesAt: dateTime,
  })
  .meta({ id: 'AssignmentOfMine' })
  .describe('How the caller stands; grades are null while they are not shown');

export const assignmentSchema = z.object({
  id: z.uuid(),
  exercise: z.string(),
  exerciseVersion: z.int(),
  title: z.string(),
  position: z.int(),
  opensAt: dateTime,
  dueAt: dateTime,
  closesAt: dateTime,
  points: z.number(),
  attemptsAllowed: z.int().nullable(),
  coolDownSeconds: z.int(),
  latePercentPerDay: z.number(),
  counting: z.enum(countings),
  visibleBeforeDue: z.enum(visibilities),
  visibleAfterDue: z.enum(visibilities),
  state: z.enum(assignmentStates).describe('For the caller, by their own dates'),
  mine: mineSchema.nullable().describe('Null for who is not enrolled'),
});
export type AssignmentView = z.infer<typeof assignmentSchema>;

export const assignmentListSchema = z.object({
  items: z.array(assignmentSchema.meta({ id: 'AssignmentListItem' })).describe('In the order of the course'),
});
export type AssignmentListView = z.infer<typeof assignmentListSchema>;

export class NewAssignment extends createZodDto(newAssignmentSchema) {}
export class AssignmentChange extends createZodDto(assignmentChangeSchema) {}
export class Assignment extends createZodDto(assignmentSchema) {}
export class AssignmentList extends createZodDto(assignmentListSchema) {}
