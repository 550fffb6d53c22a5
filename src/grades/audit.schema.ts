import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { nextCursor, pageQuery } from './gradebook.schema.js';

export const auditListSchema = z.object({
  items: z.array(
    z
      .object({
        id: z.string(),
        at: z.iso.datetime(),
        actor: z
          .object({ id: z.uuid(), name: z.string() })
          .nullable()
          .describe('Null: the service by itself'),
        action: z.string().describe('In the past tense, as in `score-overridden`'),
        subject: z.string().describe('Id of what it was done to'),
        details: z.record(z.string(), z.unknown()),
      })
      .meta({ id: 'AuditEntry' }),
  ),
  nextCursor,
});
export type AuditListView = z.infer<typeof auditListSchema>;

export class AuditList extends createZodDto(auditListSchema) {}
export class AuditQuery extends createZodDto(z.strictObject(pageQuery)) {}
