import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { z } from 'zod';
import { emailSchema, personNameSchema } from '../../platform/person-fields.js';
import {
  type Identity,
  isDeepLinking,
  type Launch,
  type LaunchClaims,
  type LaunchPurpose,
  launchClaimsSchema,
} from './launch-claims.js';
import { unnamed } from './lti-people.js';
import { LtiRefusal, type LtiRefusalCode } from './lti-refusal.js';
import { courseRoleOf } from './lti-roles.js';
import { assignmentParameter, claimNames, ltiVersion, messageTypes } from './lti-words.js';
import type { PlatformKeys } from './platform-keys.js';

/** Clocks of two servers may differ by so much. */
const skewSeconds = 60;
/** A token is made for the moment; one that says to be good for days is not good for longer than this. */
const maxAgeSeconds = 10 * 60;
/** Those of the LTI security framework and the asymmetric ones of its best practice; never HMAC or none. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384'];

export interface Expected {
  readonly platform: {
    readonly issuer: string;
    readonly clientId: string;
    readonly jwksUrl: string;
    readonly deploymentIds: readonly string[];
  };
  readonly nonce: string;
  readonly loginBeganAt: Date;
  /** Whether an address is one of ours. */
  readonly isOurs: (url: string) => boolean;
}

export interface CheckedLaunch {
  readonly identity: Identity;
  readonly launch: Launch;
  /** The platform said that it shows us inside its page. */
  readonly isFramed: boolean;
}

/** The launch that an ID token stands for, or the refusal that says what is wrong with it. */
export async function checkIdToken(
  token: string,
  keys: PlatformKeys,
  expected: Expected,
): Promise<CheckedLaunch> {
  const payload = await verify(token, keys, expected);
  assertParties(payload, expected);
  if (payload.nonce !== expected.nonce) throw new LtiRefusal('wrong-nonce');
  const claims = parse(payload);
  assertMessage(claims, expected);
  return {
    identity: identityOf(claims),
    launch: launchOf(claims),
    isFramed: claims[claimNames.launchPresentation]?.document_target === 'iframe',
  };
}

async function verify(
  token: string,
  keys: PlatformKeys,
  { platform, loginBeganAt }: Expected,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys.of(platform.jwksUrl, loginBeganAt), {
      algorithms,
      issuer: platform.issuer,
      audience: platform.clientId,
      clockTolerance: skewSeconds,
      maxTokenAge: maxAgeSeconds,
      requiredClaims: ['iss', 'aud', 'iat', 'exp', 'nonce'],
    });
    return payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new LtiRefusal(codeOf(error), error.message, null, { cause: error });
  }
}

const ofClaims: Readonly<Record<string, LtiRefusalCode>> = { iss: 'wrong-issuer', aud: 'wrong-audience' };

function codeOf(error: errors.JOSEError): LtiRefusalCode {
  if (error instanceof errors.JWTExpired) return 'expired-token';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === 'missing') return 'missing-claim';
    if (['iat', 'nbf'].includes(error.claim)) return 'future-token';
    return ofClaims[error.claim] ?? 'bad-token';
  }
  const isUnsigned =
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed;
  return isUnsigned ? 'bad-signature' : 'bad-token';
}

/** OpenID Connect core 3.1.3.7: who is named besides us must not be the one for whom it was made. */
function assertParties({ aud, azp }: JWTPayload, { platform }: Expected): void {
  const isForMany = Array.isArray(aud) && aud.length > 1;
  if (azp === undefined && !isForMany) return;
  if (azp === platform.clientId) return;
  throw new LtiRefusal('wrong-audience', `azp is ${JSON.stringify(azp)}.`);
}

function parse(payload: JWTPayload): LaunchClaims {
  const parsed = launchClaimsSchema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path.join('.') ?? '';
  const isMissing = issue?.path.length === 1 && payload[String(issue.path[0])] === undefined;
  if (isMissing) throw new LtiRefusal('missing-claim', `There is no ${name}.`);
  throw new LtiRefusal('bad-token', `${name}: ${issue?.message}`);
}

function assertMessage(claims: LaunchClaims, { platform, isOurs }: Expected): void {
  const version = claims[claimNames.version];
  if (version !== ltiVersion) throw new LtiRefusal('wrong-version', `version is ${version}.`);
  const type = claims[claimNames.messageType];
  if (type !== messageTypes.resourceLink && type !== messageTypes.deepLinking)
    throw new LtiRefusal('wrong-message', `message_type is ${type}.`);
  const deployment = claims[claimNames.deploymentId];
  if (platform.deploymentIds.length > 0 && !platform.deploymentIds.includes(deployment))
    throw new LtiRefusal('unknown-deployment', `deployment_id is ${deployment}.`);
  const target = claims[claimNames.targetLinkUri];
  if (!isOurs(target)) throw new LtiRefusal('foreign-target', `target_link_uri is ${target}.`);
}

function identityOf(claims: LaunchClaims): Identity {
  if (claims.sub === undefined) throw new LtiRefusal('no-person');
  return toIdentity(claims.sub, claims);
}

/** The names of OpenID Connect, which launches and rosters share. */
export interface ToldName {
  readonly name?: string | undefined;
  readonly given_name?: string | undefined;
  readonly family_name?: string | undefined;
  readonly email?: string | undefined;
}

/** Platforms may keep names and addresses to themselves. */
export function toIdentity(subject: string, told: ToldName): Identity {
  const parts = [told.given_name, told.family_name].filter(Boolean).join(' ');
  const name = fitting(personNameSchema, told.name) ?? fitting(personNameSchema, parts) ?? unnamed;
  return { subject, name, email: fitting(emailSchema, told.email) };
}

const fitting = (schema: z.ZodType<string>, text: string | undefined): string | null =>
  schema.safeParse(text ?? '').data ?? null;

function launchOf(claims: LaunchClaims): Launch {
  const roles = claims[claimNames.roles];
  const role = courseRoleOf(roles);
  if (role === null) throw new LtiRefusal('no-role', `roles: ${roles.join(', ') || 'none'}.`);
  const context = claims[claimNames.context];
  if (!context) throw new LtiRefusal('no-course');
  const scores = claims[claimNames.scoreService];
  return {
    deploymentId: claims[claimNames.deploymentId],
    role,
    context: { id: context.id, title: asTitle(context.title) || asTitle(context.label) || 'Course' },
    services: {
      membershipsUrl: claims[claimNames.namesService]?.context_memberships_url ?? null,
      lineItemsUrl: scores?.lineitems ?? null,
      scopes: scores?.scope ?? [],
    },
    purpose: isDeepLinking(claims) ? deepLinkingOf(claims) : resourceLinkOf(claims),
  };
}

const titleMaxLength = 200;

/** One line, of a length that titles here have. */
const asTitle = (text = '') =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, titleMaxLength);

function deepLinkingOf(claims: LaunchClaims): LaunchPurpose {
  const settings = claims[claimNames.deepLinkingSettings];
  if (!settings) throw new LtiRefusal('missing-claim', 'There is no deep_linking_settings.');
  if (!settings.accept_types.includes('ltiResourceLink')) throw new LtiRefusal('no-links-wanted');
  return {
    kind: 'deep-linking',
    returnUrl: settings.deep_link_return_url,
    acceptsMultiple: settings.accept_multiple,
    acceptsLineItem: settings.accept_lineitem,
    data: settings.data ?? null,
  };
}

function resourceLinkOf(claims: LaunchClaims): LaunchPurpose {
  const link = claims[claimNames.resourceLink];
  if (!link) throw new LtiRefusal('missing-claim', 'There is no resource_link.');
  const assignmentId = claims[claimNames.custom]?.[assignmentParameter];
  return {
    kind: 'resource-link',
    resourceLinkId: link.id,
    title: asTitle(link.title) || null,
    assignmentId: typeof assignmentId === 'string' ? assignmentId : null,
    lineItemUrl: claims[claimNames.scoreService]?.lineitem ?? null,
  };
}
