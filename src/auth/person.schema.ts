import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { emailSchema, personNameSchema } from '../platform/person-fields.js';

const personSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  isAdministrator: z.boolean(),
  hasPassword: z.boolean().describe('False: has not followed a link yet, or signs in at a provider only'),
  courses: z.int().describe('In how many courses'),
  createdAt: z.iso.datetime(),
});
export type PersonView = z.infer<typeof personSchema>;

export const personListSchema = z.object({
  items: z.array(personSchema.meta({ id: 'PersonListItem' })),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type PersonListView = z.infer<typeof personListSchema>;

export const personListQuerySchema = z.strictObject({
  search: z.string().trim().max(200).optional().describe('Part of a name or an address'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('People on a page'),
});

export const newPersonSchema = z.strictObject({
  name: personNameSchema,
  email: emailSchema,
  isAdministrator: z.boolean().default(false),
});
export type NewPersonBody = z.infer<typeof newPersonSchema>;

export const personChangeSchema = z.strictObject({
  name: personNameSchema.optional(),
  isAdministrator: z.boolean().optional(),
});
export type PersonChangeBody = z.infer<typeof personChangeSchema>;

export const accountLinkSchema = z.object({
  url: z.string().describe('Shown this once: whoever follows it sets the password of the person'),
  expiresAt: z.iso.datetime(),
});
export type AccountLinkView = z.infer<typeof accountLinkSchema>;

export class Person extends createZodDto(personSchema) {}
export class PersonList extends createZodDto(personListSchema) {}
export class PersonListQuery extends createZodDto(personListQuerySchema) {}
export class NewPerson extends createZodDto(newPersonSchema) {}
export class PersonChange extends createZodDto(personChangeSchema) {}
export class AccountLinkAnswer extends createZodDto(accountLinkSchema) {}
