import { z } from 'zod';
import type { CourseRole } from '../../auth/access-rules.js';
import { claimNames, messageTypes } from './lti-words.js';

const text = z.string().max(2_000);
/** Postgres takes no NUL, and an id is one line. */
const id = z
  .string()
  .max(255)
  .regex(/^\P{Cc}+$/u);

const context = z.object({ id, title: text.optional(), label: text.optional() });
const scoreService = z.object({
  scope: z.array(text).default([]),
  lineitems: z.url().optional(),
  lineitem: z.url().optional(),
});
const namesService = z.object({ context_memberships_url: z.url() });
const deepLinkingSettings = z.object({
  deep_link_return_url: z.url(),
  accept_types: z.array(text),
  accept_multiple: z.boolean().default(false),
  accept_lineitem: z.boolean().default(false),
  // Opaque, and may be long: whole states of a platform are sent this way.
  data: z.string().max(20_000).optional(),
});

/** What of an ID token is used, beyond what the signature's check has looked at. Anything else in it is ignored. */
export const launchClaimsSchema = z.object({
  sub: id.optional(),
  name: text.optional(),
  given_name: text.optional(),
  family_name: text.optional(),
  email: text.optional(),
  [claimNames.messageType]: text,
  [claimNames.version]: text,
  [claimNames.deploymentId]: id,
  [claimNames.targetLinkUri]: text,
  [claimNames.roles]: z.array(text),
  [claimNames.context]: context.optional(),
  [claimNames.resourceLink]: z.object({ id, title: text.optional() }).optional(),
  [claimNames.custom]: z.record(z.string(), z.unknown()).optional(),
  [claimNames.launchPresentation]: z.object({ document_target: text.optional() }).optional(),
  [claimNames.scoreService]: scoreService.optional(),
  [claimNames.namesService]: namesService.optional(),
  [claimNames.deepLinkingSettings]: deepLinkingSettings.optional(),
});
export type LaunchClaims = z.infer<typeof launchClaimsSchema>;

/** What a launch asks for: to see what a link leads to, or to choose what a new link is to lead to. */
export type LaunchPurpose =
  | {
      readonly kind: 'resource-link';
      readonly resourceLinkId: string;
      readonly title: string | null;
      /** As our link says it, which may be a copy from another course. */
      readonly assignmentId: string | null;
      /** The column of the platform that belongs to this link. */
      readonly lineItemUrl: string | null;
    }
  | {
      readonly kind: 'deep-linking';
      readonly returnUrl: string;
      readonly acceptsMultiple: boolean;
      readonly acceptsLineItem: boolean;
      readonly data: string | null;
    };

/** A launch that was checked, in our words. Stored as it is with a visit. */
export interface Launch {
  readonly deploymentId: string;
  readonly role: CourseRole;
  readonly context: { readonly id: string; readonly title: string };
  readonly services: {
    readonly membershipsUrl: string | null;
    readonly lineItemsUrl: string | null;
    readonly scopes: readonly string[];
  };
  readonly purpose: LaunchPurpose;
}

/** Who came, as the platform calls them. */
export interface Identity {
  readonly subject: string;
  readonly name: string;
  /** In lower case, and of the form of an address; null when the platform tells none. */
  readonly email: string | null;
}

/** One of a platform's people, in one of its courses. */
export interface RosterMember extends Identity {
  readonly role: CourseRole;
}

export const isDeepLinking = (claims: LaunchClaims): boolean =>
  claims[claimNames.messageType] === messageTypes.deepLinking;
