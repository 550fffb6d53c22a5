import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { emailSchema, personNameSchema } from '../platform/person-fields.js';
import { courseRoles } from './access-rules.js';
import { needs } from './invitation-needs.js';
import { newPasswordSchema } from './password.js';

const courseSchema = z
  .object({ id: z.uuid(), title: z.string() })
  .meta({ id: 'CourseOfInvitation' })
  .nullable()
  .describe('Null: it leads into no course, and is there to set a password');

const roleSchema = z.enum(courseRoles).nullable().describe('In the course; null without one');

export const invitationSchema = z.object({
  course: courseSchema,
  role: roleSchema,
  person: z
    .object({ name: z.string(), email: z.string() })
    .nullable()
    .describe('The only one who may follow it; null: whoever holds the link'),
  needs: z
    .enum(needs)
    .describe(
      [
        'What is still needed to accept it:',
        '- `sign-in`: its person has to sign in first',
        '- `account`: a name, an address and a password, or to sign in first',
        '- `password`: a new password of its person',
        '- `nothing`',
      ].join('\n'),
    ),
});
export type InvitationView = z.infer<typeof invitationSchema>;

export const acceptanceSchema = z.strictObject({
  name: personNameSchema.optional().describe('Of the new account'),
  email: emailSchema.optional().describe('Of the new account'),
  password: newPasswordSchema.optional(),
});
export type AcceptanceBody = z.infer<typeof acceptanceSchema>;

export const acceptedInvitationSchema = z.object({
  course: courseSchema,
  role: roleSchema,
  person: z.object({ id: z.uuid(), name: z.string(), email: z.string() }).describe('Who is signed in now'),
});
export type AcceptedInvitationView = z.infer<typeof acceptedInvitationSchema>;

export class Invitation extends createZodDto(invitationSchema) {}
export class Acceptance extends createZodDto(acceptanceSchema) {}
export class AcceptedInvitation extends createZodDto(acceptedInvitationSchema) {}
