import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { courseRoles } from '../auth/access-rules.js';
import { csvColumns } from './people-csv.js';
import { importOutcomes } from './people-import.js';

/** A thousand people come to 60 KB or so. */
const csvMaxLength = 1_000_000;

export const peopleImportSchema = z.strictObject({
  csv: z
    .string()
    .max(csvMaxLength)
    .describe('With a header: name, email and, if there is one, external_id, in any order')
    .meta({ example: 'name,email,external_id\nAda Lovelace,ada@example.org,4711\n' }),
  role: z
    .enum(courseRoles)
    .default('student')
    .describe('Raises the role of who is there, and never lowers it'),
  apply: z.boolean().default(false).describe('False: nothing is changed, and the answer says what would be'),
});

export const importedPeopleSchema = z.object({
  lines: z.array(
    z
      .object({
        line: z.int().describe('From 1, the header included'),
        name: z.string(),
        email: z.string(),
        externalId: z.string().nullable(),
        outcome: z
          .enum([...importOutcomes, 'error'])
          .describe(
            '`new`: has no account yet; `enrolled`: has one, and is new in the course; `changed`: another role or external id',
          ),
        errors: z.array(
          z
            .object({
              column: z.enum(csvColumns).nullable().describe('Null: the whole line'),
              message: z.string(),
            })
            .meta({ id: 'ImportError' }),
        ),
      })
      .meta({ id: 'ImportedLine' }),
  ),
  applied: z.boolean().describe('False when it was not asked for, or when any line has an error'),
  links: z
    .array(z.object({ email: z.string(), url: z.string() }).meta({ id: 'PersonalInvitation' }))
    .optional()
    .describe('One for each new person, to set a password with; shown this once'),
});
export type ImportedPeopleView = z.infer<typeof importedPeopleSchema>;

export class PeopleImport extends createZodDto(peopleImportSchema) {}
export class ImportedPeople extends createZodDto(importedPeopleSchema) {}
