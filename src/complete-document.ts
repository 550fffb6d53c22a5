import type { OpenAPIObject } from '@nestjs/swagger';
import { documentAccess } from './auth/document-access.js';
import { documentWebhooks } from './lms/document-webhooks.js';

/** What the parts of the service have to add to the OpenAPI document besides their routes. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  return documentWebhooks(documentAccess(document));
}
