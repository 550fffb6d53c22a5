import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { reason } from './text.js';

const points = z.number().min(0);

const override = {
  id: z.uuid(),
  check: z.string().nullable().describe('Id of the check; null: the whole score, or the grade'),
  points: z.number(),
  reason: z.string(),
  author: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable().describe('When it ceased to count; it stays to be seen'),
};

export const overrideSchema = z.object(override);
/** As part of something else. */
export const pastOverrideSchema = z.object(override).meta({ id: 'PastOverride' });
export type OverrideView = z.infer<typeof overrideSchema>;

export const newOverrideSchema = z.strictObject({
  check: z.string().max(100).optional().describe('Id of the check; without one the whole score is set'),
  points: points.describe('At most those of the check, or the greatest score'),
  reason,
});
export type NewOverrideFields = z.infer<typeof newOverrideSchema>;

export const gradeOverrideSchema = z.strictObject({
  points: points.describe('At most those of the assignment'),
  reason,
});
export type GradeOverrideFields = z.infer<typeof gradeOverrideSchema>;

export class Override extends createZodDto(overrideSchema) {}
export class NewOverride extends createZodDto(newOverrideSchema) {}
export class GradeOverride extends createZodDto(gradeOverrideSchema) {}
