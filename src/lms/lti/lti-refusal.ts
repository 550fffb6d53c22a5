/**
 * Every way in which somebody who comes from a platform can be told "no", by its code. They are told on a page: what is
 * the matter, and what to do. Codes are public, as they are read out to whoever helps.
 */
const again = 'Go back to your course and open the link again.';
const tellAdministrator =
  'Tell whoever looks after the connection between your learning platform and Interleave, with the code below.';

export const ltiRefusals = {
  'unknown-platform': {
    title: 'This learning platform is not known here',
    advice: 'An administrator of Interleave has to register the platform first.',
  },
  'bad-login': { title: 'The login of the platform is not complete', advice: tellAdministrator },
  'foreign-target': { title: 'The link leads to another site', advice: tellAdministrator },
  'platform-error': { title: 'The learning platform did not sign you in', advice: again },
  'unknown-state': { title: 'This launch is over', advice: again },
  'cookies-blocked': {
    title: 'Your browser keeps us from recognising you here',
    advice:
      'Browsers can block cookies of pages that are shown inside other pages. In a window of its own it works.',
  },
  'other-browser': { title: 'This launch was begun in another browser', advice: again },
  'platform-keys': {
    title: 'The keys of the learning platform cannot be had',
    advice: 'The platform may be away for the moment. Try again in some minutes.',
  },
  'bad-token': { title: 'What the platform sent cannot be read', advice: tellAdministrator },
  'bad-signature': { title: 'The launch is not signed by the platform', advice: tellAdministrator },
  'wrong-issuer': { title: 'The launch comes from another platform', advice: tellAdministrator },
  'wrong-audience': { title: 'The launch is for another tool', advice: tellAdministrator },
  'expired-token': { title: 'The launch has expired', advice: again },
  'future-token': { title: 'The launch comes from the future', advice: tellAdministrator },
  'wrong-nonce': { title: 'This launch was used before', advice: again },
  'unknown-deployment': { title: 'This place of the platform is not known here', advice: tellAdministrator },
  'wrong-message': { title: 'The platform asks for what we do not know', advice: tellAdministrator },
  'wrong-version': { title: 'The platform speaks another version of LTI', advice: tellAdministrator },
  'missing-claim': { title: 'The platform has left something out', advice: tellAdministrator },
  'no-person': {
    title: 'The platform does not say who you are',
    advice: 'Interleave grades people. Sign in at your learning platform, then open the link again.',
  },
  'no-course': {
    title: 'The link is not in a course',
    advice: 'Add the link to a course, and open it there.',
  },
  'no-role': {
    title: 'Your role in the course has no place here',
    advice: 'Interleave is open to students, teaching assistants and instructors of a course.',
  },
  'administrator-account': {
    title: 'Administrators of Interleave come in by their password only',
    advice:
      'Sign in at Interleave itself. For a look through the learning platform, use an account that is no administrator’s.',
  },
  'course-not-set-up': {
    title: 'Your instructor has not set up this course yet',
    advice: 'As soon as an instructor of the course has opened Interleave once, it works for you too.',
  },
  'nothing-chosen': {
    title: 'There is no assignment here yet',
    advice: 'Your instructor has still to choose which assignment this link leads to.',
  },
  'for-instructors': {
    title: 'This is for instructors',
    advice: 'Only an instructor of the course can choose content.',
  },
  'no-links-wanted': {
    title: 'The platform does not take links here',
    advice:
      'Interleave offers assignments as links. Add it at a place of your course that takes activities of external tools.',
  },
  'code-over': { title: 'This window was opened before, or too late', advice: again },
  'registration-link': {
    title: 'This registration link does not hold',
    advice: 'It works once and for a week. An administrator of Interleave can make a new one.',
  },
  'registration-failed': { title: 'The registration has failed', advice: tellAdministrator },
  failed: { title: 'Something went wrong on our side', advice: again },
} as const;
export type LtiRefusalCode = keyof typeof ltiRefusals;

/** Begins the same login once more in a window of its own. */
export interface AnotherWindow {
  readonly parameters: Readonly<Record<string, string>>;
}

/** Thrown on the way of a launch; src/lms/lti/lti-refusal.filter.ts makes a page of it. */
export class LtiRefusal extends Error {
  /** Origins that may show the page; null: those of all platforms. */
  frameOrigins: readonly string[] | null = null;

  constructor(
    readonly code: LtiRefusalCode,
    /** What is wrong this time, for whoever helps; null when the title says it all. */
    readonly detail: string | null = null,
    readonly anotherWindow: AnotherWindow | null = null,
    options?: ErrorOptions,
  ) {
    super(detail ?? ltiRefusals[code].title, options);
  }
}
