import { z } from 'zod';
import { shownScore, type Visibility } from '../grading/visibility.js';
import { submissionStatuses } from './submission.schema.js';

/**
 * Where a submission stands, as the trigger of the database announces it and as the repository reads it. A higher
 * revision is a later state.
 */
export const submissionStateSchema = z.object({
  id: z.string(),
  revision: z.int(),
  status: z.enum(submissionStatuses),
  scenario: z.string().nullable(),
  scenarioIndex: z.int().nullable(),
  scenarioTotal: z.int().nullable(),
  score: z.number().nullable(),
  maxScore: z.number().nullable(),
  errorMessage: z.string().nullable(),
});
export type SubmissionState = z.infer<typeof submissionStateSchema>;

export interface SubmissionEvent {
  readonly event: 'queued' | 'running' | 'checking' | 'graded' | 'failed';
  readonly data: Readonly<Record<string, unknown>>;
}

/** `position` is needed only while it is queued: 1 for the next one. */
export function eventOf(state: SubmissionState, position: number, visibility: Visibility): SubmissionEvent {
  switch (state.status) {
    case 'queued':
      return { event: 'queued', data: { position } };
    case 'running': {
      const { scenario, scenarioIndex: index, scenarioTotal: total } = state;
      return { event: 'running', data: { scenario, index, total } };
    }
    case 'checking':
      return { event: 'checking', data: {} };
    case 'graded':
      return { event: 'graded', data: shownScore(state, visibility) };
    case 'failed':
      return { event: 'failed', data: { message: state.errorMessage } };
  }
}
