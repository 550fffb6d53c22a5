/** The shapes of the API, under the names that the screens use. All come from the OpenAPI document. */
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type Exercise = Schemas['Exercise'];
export type ExerciseItem = Schemas['ExerciseListItem'];
export type Submission = Schemas['Submission'];
export type SubmissionItem = Schemas['SubmissionListItem'];
export type SubmissionStatus = Submission['status'];
export type NewSubmission = Schemas['NewSubmission'];
export type Report = Schemas['Report'];
export type LineHint = Schemas['LineHint'];
export type SpanReference = Schemas['SpanReference'];
export type CheckResult = Schemas['CheckResult'];
export type CheckStatus = CheckResult['status'];
export type RunSummary = Schemas['RunSummary'];
export type Run = Schemas['RunWithTimeline'];
export type Outcome = Run['outcome'];
export type Timeline = Schemas['Timeline'];
export type Lane = Schemas['Lane'];
export type Span = Schemas['Span'];
export type WaitTarget = NonNullable<Span['on']>;
export type RequestRecord = Schemas['RequestRecord'];
export type Output = Schemas['Output'];
export type Problem = Schemas['Problem'];

/** A file as the editor holds it. */
export interface SourceFile {
  name: string;
  text: string;
}
