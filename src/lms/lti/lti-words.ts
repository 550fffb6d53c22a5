/** Names of the 1EdTech specifications: LTI 1.3, Deep Linking 2.0, AGS 2.0, NRPS 2.0, Dynamic Registration 1.0. */

const lti = 'https://purl.imsglobal.org/spec/lti/claim';
const deepLinking = 'https://purl.imsglobal.org/spec/lti-dl/claim';
const ags = 'https://purl.imsglobal.org/spec/lti-ags';
const nrps = 'https://purl.imsglobal.org/spec/lti-nrps';

export const ltiVersion = '1.3.0';

export const claimNames = {
  messageType: `${lti}/message_type`,
  version: `${lti}/version`,
  deploymentId: `${lti}/deployment_id`,
  targetLinkUri: `${lti}/target_link_uri`,
  roles: `${lti}/roles`,
  context: `${lti}/context`,
  resourceLink: `${lti}/resource_link`,
  launchPresentation: `${lti}/launch_presentation`,
  custom: `${lti}/custom`,
  deepLinkingSettings: `${deepLinking}/deep_linking_settings`,
  contentItems: `${deepLinking}/content_items`,
  deepLinkingData: `${deepLinking}/data`,
  scoreService: `${ags}/claim/endpoint`,
  namesService: `${nrps}/claim/namesroleservice`,
  platformConfiguration: 'https://purl.imsglobal.org/spec/lti-platform-configuration',
  toolConfiguration: 'https://purl.imsglobal.org/spec/lti-tool-configuration',
} as const;

export const messageTypes = {
  resourceLink: 'LtiResourceLinkRequest',
  deepLinking: 'LtiDeepLinkingRequest',
  deepLinkingResponse: 'LtiDeepLinkingResponse',
} as const;

export const serviceScopes = {
  lineItems: `${ags}/scope/lineitem`,
  scores: `${ags}/scope/score`,
  memberships: `${nrps}/scope/contextmembership.readonly`,
} as const;

export const mediaTypes = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  memberships: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
} as const;

/** Custom parameter of our links: the assignment that a link leads to. */
export const assignmentParameter = 'interleave_assignment';
