import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const address = z
  .url({ protocol: /^https?$/, error: 'expected an address that begins with https://' })
  .max(500);
const name = z.string().trim().min(1).max(100).describe('As people here call it');
const issuer = z.string().trim().min(1).max(500).describe('`iss`: how the platform calls itself');
const clientId = z.string().trim().min(1).max(255).describe('How the platform calls us');
const deploymentIds = z
  .array(z.string().trim().min(1).max(255))
  .max(100)
  .describe('Places of the platform from which we may be launched; empty: any');
const frameOrigins = z
  .array(
    z.url({ protocol: /^https?$/ }).refine((url) => URL.parse(url)?.origin === url, {
      error: 'expected an origin, as in https://lms.example.org',
    }),
  )
  .max(20)
  .describe(
    'Whose pages may show ours in a frame, besides those of the issuer and the authorization address',
  );
const trustsEmail = z
  .boolean()
  .describe(
    'Whether the e-mail addresses that it tells are believed: people who come are then those with the same address here, unless these are administrators',
  );

const addresses = {
  authorizationUrl: address.describe('Where people are sent to be signed in (OIDC authorization)'),
  tokenUrl: address.describe('Where we get access tokens'),
  jwksUrl: address.describe('Where its public keys are'),
};
const tokenAudience = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .nullable()
  .describe('For whom our assertions are; null: the token address');

export const newLtiPlatformSchema = z.strictObject({
  name,
  issuer,
  clientId,
  ...addresses,
  tokenAudience: tokenAudience.default(null),
  deploymentIds: deploymentIds.default([]),
  frameOrigins: frameOrigins.default([]),
  trustsEmail: trustsEmail.default(false),
});
export type NewLtiPlatformBody = z.infer<typeof newLtiPlatformSchema>;

export const ltiPlatformChangeSchema = z.strictObject({
  name: name.exactOptional(),
  clientId: clientId.exactOptional(),
  authorizationUrl: addresses.authorizationUrl.exactOptional(),
  tokenUrl: addresses.tokenUrl.exactOptional(),
  jwksUrl: addresses.jwksUrl.exactOptional(),
  tokenAudience: tokenAudience.exactOptional(),
  deploymentIds: deploymentIds.exactOptional(),
  frameOrigins: frameOrigins.exactOptional(),
  trustsEmail: trustsEmail.exactOptional(),
});
export type LtiPlatformChangeBody = z.infer<typeof ltiPlatformChangeSchema>;

const platformSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  authorizationUrl: z.string(),
  tokenUrl: z.string(),
  tokenAudience: z.string().nullable(),
  jwksUrl: z.string(),
  deploymentIds: z.array(z.string()),
  frameOrigins: z.array(z.string()),
  trustsEmail: z.boolean(),
  courses: z.int().describe('Courses of the platform that are linked to one here'),
  createdAt: z.iso.datetime(),
});
export type LtiPlatformView = z.infer<typeof platformSchema>;

export const ltiPlatformListSchema = z.object({
  items: z.array(platformSchema.meta({ id: 'LtiPlatformListItem' })),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type LtiPlatformListView = z.infer<typeof ltiPlatformListSchema>;

export const ltiPlatformListQuerySchema = z.strictObject({
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Platforms on a page'),
});

export const newLtiRegistrationLinkSchema = z.strictObject({
  name: name.describe('What the platform that registers by it is to be called'),
});

export const ltiRegistrationLinkSchema = z.object({
  url: z.string().describe('For dynamic registration at the platform; shown this once, works once'),
  expiresAt: z.iso.datetime(),
});
export type LtiRegistrationLinkView = z.infer<typeof ltiRegistrationLinkSchema>;

export const ltiToolSchema = z.object({
  loginUrl: z.string().describe('Initiate login URL'),
  launchUrl: z.string().describe('Redirect URI, target link URI and deep linking URL'),
  jwksUrl: z.string().describe('Our public keys'),
  keys: z.array(
    z
      .object({
        id: z.string(),
        createdAt: z.iso.datetime(),
        shownUntil: z.iso.datetime().nullable().describe('Null: it is the one that signs'),
      })
      .meta({ id: 'LtiToolKey' }),
  ),
});
export type LtiToolView = z.infer<typeof ltiToolSchema>;

export const ltiKeyRotationSchema = z.strictObject({
  areLost: z
    .boolean()
    .default(false)
    .describe('The keys so far may be in the wrong hands: they are not published any more from now on'),
});

export class NewLtiPlatform extends createZodDto(newLtiPlatformSchema) {}
export class LtiPlatformChange extends createZodDto(ltiPlatformChangeSchema) {}
export class LtiPlatform extends createZodDto(platformSchema) {}
export class LtiPlatformList extends createZodDto(ltiPlatformListSchema) {}
export class LtiPlatformListQuery extends createZodDto(ltiPlatformListQuerySchema) {}
export class NewLtiRegistrationLink extends createZodDto(newLtiRegistrationLinkSchema) {}
export class LtiRegistrationLink extends createZodDto(ltiRegistrationLinkSchema) {}
export class LtiTool extends createZodDto(ltiToolSchema) {}
export class LtiKeyRotation extends createZodDto(ltiKeyRotationSchema) {}
