import type { Provider } from '@nestjs/common';
import { LtiScoreRepository } from './lti-score.repository.js';
import { LtiScoreSender } from './lti-score-sender.js';
import { LtiServices } from './lti-services.js';
import { ToolKeys } from './tool-keys.js';

/** What sends scores, for workers; it needs OutgoingHttp besides. */
export const ltiScoreProviders: Provider[] = [LtiScoreSender, LtiScoreRepository, LtiServices, ToolKeys];
