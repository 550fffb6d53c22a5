import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { courseRoles } from './access-rules.js';

export const meSchema = z.object({
  person: z
    .object({ id: z.uuid(), name: z.string(), email: z.string(), isAdministrator: z.boolean() })
    .nullable()
    .describe('Null when nobody is signed in'),
  courses: z.array(
    z.object({ id: z.uuid(), title: z.string(), role: z.enum(courseRoles) }).meta({ id: 'CourseOfMine' }),
  ),
  signIn: z.object({
    openId: z
      .object({ name: z.string() })
      .nullable()
      .describe('The provider that people may sign in at; null: none is set up'),
    demoAccounts: z
      .array(
        z
          .object({
            name: z.string(),
            email: z.string(),
            password: z.string(),
            role: z.enum(['administrator', ...courseRoles]),
          })
          .meta({ id: 'DemoAccount' }),
      )
      .describe('Whom anybody may sign in as; empty in production'),
  }),
  practice: z.enum(['open', 'signed-in']).describe('Who may hand in outside of courses'),
});
export type MeView = z.infer<typeof meSchema>;

export class Me extends createZodDto(meSchema) {}
