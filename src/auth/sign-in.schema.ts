import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { emailSchema } from '../platform/person-fields.js';
import { newPasswordSchema, passwordMaxLength } from './password.js';

/** Of a password that is there already; only its greatest length is said, so that hashing cannot keep us busy. */
const knownPasswordSchema = z.string().min(1).max(passwordMaxLength);

export const credentialsSchema = z.strictObject({ email: emailSchema, password: knownPasswordSchema });

export const passwordChangeSchema = z.strictObject({
  currentPassword: knownPasswordSchema,
  newPassword: newPasswordSchema,
});

/** A path of ours and nothing else: an address from elsewhere must not lead people away. */
const pagePathSchema = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/, { error: 'expected a path of these pages, as in /courses' });

export const openIdStartSchema = z.strictObject({
  next: pagePathSchema.default('/').describe('Page to go to afterwards'),
});

export const openIdAddressSchema = z.object({
  url: z.string().describe('Page of the provider to go to now; it leads back here'),
});

export class Credentials extends createZodDto(credentialsSchema) {}
export class PasswordChange extends createZodDto(passwordChangeSchema) {}
export class OpenIdStart extends createZodDto(openIdStartSchema) {}
export class OpenIdAddress extends createZodDto(openIdAddressSchema) {}
