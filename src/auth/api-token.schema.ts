import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { type Scope, scopes } from './access-rules.js';

const scopeSchema = z.enum(Object.keys(scopes) as [Scope, ...Scope[]]);

/** A script that is forgotten must stop to work some day. */
const longestDays = 366;

export const newApiTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).describe('What it is for'),
  scopes: z.array(scopeSchema).min(1).describe('What it may be used for; never more than its person may do'),
  expiresInDays: z.int().min(1).max(longestDays),
});
export type NewApiTokenBody = z.infer<typeof newApiTokenSchema>;

const fields = {
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(scopeSchema.meta({ id: 'Scope' })),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe('To the minute; null: never'),
};

export const apiTokenListSchema = z.object({
  items: z
    .array(z.object(fields).meta({ id: 'ApiToken' }))
    .describe('Those that are not revoked, newest first; also those that have expired'),
});
export type ApiTokenListView = z.infer<typeof apiTokenListSchema>;

export const createdApiTokenSchema = z.object({
  ...fields,
  token: z.string().describe('Shown this once; sent as `Authorization: Bearer …`').meta({ example: 'ilv_…' }),
});
export type CreatedApiTokenView = z.infer<typeof createdApiTokenSchema>;

export class NewApiToken extends createZodDto(newApiTokenSchema) {}
export class ApiTokenList extends createZodDto(apiTokenListSchema) {}
export class CreatedApiToken extends createZodDto(createdApiTokenSchema) {}
