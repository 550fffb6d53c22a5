import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { type WebhookEventType, webhookShapes } from './event.schema.js';

/** What happens, and what `sequence` counts, in the words of the document. */
const said: Readonly<Record<WebhookEventType, { summary: string; sequence: string }>> = {
  'submission.graded': {
    summary: 'A submission for an assignment was graded, or judged again by a regrade that was applied',
    sequence: 'among the events of the submission',
  },
  'submission.failed': {
    summary: 'A submission for an assignment could not be graded, by a fault of ours or of the exercise',
    sequence: 'among the events of the submission',
  },
  'grade.changed': {
    summary:
      'What counts for a person at an assignment is another: by a grading, a person, other rules or a regrade',
    sequence: 'among the events of the grade of this person at this assignment',
  },
  'regrade.applied': {
    summary: 'A regrade was applied; after all that follows from it was told',
    sequence: 'always 1',
  },
  'webhook.test': {
    summary: 'Somebody has asked for a test. Sent to one endpoint, whatever it is told of',
    sequence: 'among the tests of the endpoint',
  },
};

const headers = [
  [
    'webhook-id',
    'Of the event: the same in every attempt and at every endpoint. What was seen before can be passed over',
  ],
  [
    'webhook-timestamp',
    'Moment of this attempt, in seconds since 1970; refuse what is more than a few minutes off',
  ],
  [
    'webhook-signature',
    '`v1,` and the Base64 of HMAC-SHA256 over `id.timestamp.body` by the secret (the bytes whose Base64 follows `whsec_`); ' +
      'after a rotation two of them for 24 h, with a space between',
  ],
] as const;

/** One message, as it is posted. */
function messageSchema(type: WebhookEventType) {
  const { version, data } = webhookShapes[type];
  return z.object({
    id: z.string().describe('As in `webhook-id`'),
    type: z.literal(type),
    version: z
      .literal(version)
      .describe('Of the shape of `data`. Fields may be added without another version'),
    timestamp: z.iso.datetime().describe('When it happened'),
    courseId: z.uuid(),
    sequence: z
      .int()
      .positive()
      .describe(
        `From 1, without gaps, ${said[type].sequence}. Messages may arrive in any order: the highest is the newest`,
      ),
    data,
  });
}

/** Adds the section `webhooks`: what endpoints of a course are told, by the Standard Webhooks specification 1.0. */
export function documentWebhooks(document: OpenAPIObject): OpenAPIObject {
  const webhooks = Object.fromEntries(
    (Object.keys(webhookShapes) as WebhookEventType[]).map((type) => [type, { post: operationOf(type) }]),
  );
  return { ...document, webhooks } as OpenAPIObject;
}

function operationOf(type: WebhookEventType) {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(messageSchema(type), { io: 'output' });
  return {
    tags: ['webhooks'],
    summary: said[type].summary,
    description: 'At least once: a message may come again, also after it was answered well. Less than 20 kB.',
    parameters: headers.map(([name, description]) => ({
      name,
      in: 'header',
      required: true,
      description,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: {
      '2XX': { description: 'It has arrived; answer within 15 s' },
      '410': { description: 'The endpoint is gone: it is disabled' },
      '429': { description: 'Slower, please; so do 502, 503 and 504. `Retry-After` is honoured' },
      default: { description: 'A failure, redirects too: it is sent again later' },
    },
  };
}
