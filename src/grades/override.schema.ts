import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { overrideSchema } from './override-view.js';
import { reason } from './text.js';

const points = z.number().min(0);

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
