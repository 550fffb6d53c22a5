import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Launch } from './launch-claims.js';
import { assignmentParameter, claimNames, ltiVersion, messageTypes } from './lti-words.js';

/** What of an assignment a link tells. */
export interface LinkedAssignment {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly opensAt: Date;
  readonly dueAt: Date;
  readonly closesAt: Date;
}

export interface ChosenContent {
  readonly platform: { readonly issuer: string; readonly clientId: string };
  readonly launch: Launch;
  readonly assignments: readonly LinkedAssignment[];
  /** Where the links lead; which assignment it is goes with them as a custom parameter. */
  readonly target: string;
}

/** The claims of a deep linking response. */
export function contentClaims({ platform, launch, assignments, target }: ChosenContent): JWTPayload {
  const { purpose } = launch;
  if (purpose.kind !== 'deep-linking') throw new Error('Only deep linking asks for content');
  return {
    iss: platform.clientId,
    aud: platform.issuer,
    nonce: randomUUID(),
    [claimNames.messageType]: messageTypes.deepLinkingResponse,
    [claimNames.version]: ltiVersion,
    [claimNames.deploymentId]: launch.deploymentId,
    ...(purpose.data === null ? {} : { [claimNames.deepLinkingData]: purpose.data }),
    [claimNames.contentItems]: assignments.map((assignment) => contentItem(assignment, target)),
  };
}

function contentItem({ id, title, points, opensAt, dueAt, closesAt }: LinkedAssignment, url: string) {
  return {
    type: 'ltiResourceLink',
    title,
    url,
    custom: { [assignmentParameter]: id },
    lineItem: { scoreMaximum: points, label: title, resourceId: id },
    available: { startDateTime: opensAt.toISOString(), endDateTime: closesAt.toISOString() },
    submission: { startDateTime: opensAt.toISOString(), endDateTime: dueAt.toISOString() },
  };
}
