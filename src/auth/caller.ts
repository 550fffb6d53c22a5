import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { CourseRole, Scope } from './access-rules.js';

/** Who sent a request, as far as they have proved it. Other folders import only this file of src/auth. */
export interface Caller {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly isAdministrator: boolean;
  /** What the API token allows; null for a session in a browser, which may do all that its person may. */
  readonly scopes: readonly Scope[] | null;
}

/** Who the caller is in the course of the request's path. Administrators need not be enrolled: `enrolmentId` is null then. */
export interface Membership {
  readonly courseId: string;
  readonly enrolmentId: string | null;
  readonly role: CourseRole;
}

/** What the access guard has found out before a controller is called. */
export interface Identified {
  caller?: Caller | null;
  membership?: Membership;
  isGrader?: boolean;
}

/** Null when nobody is signed in; the route's rule says whether that can be. */
export const CurrentCaller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Caller | null => requestOf(context).caller ?? null,
);

/** For routes that only people who are signed in may call. */
export const SignedInCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = requestOf(context);
  if (!caller) throw new Error('The rule of this route lets in people who are not signed in');
  return caller;
});

/** For routes below /courses/:courseId. */
export const CurrentMembership = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Membership => {
    const { membership } = requestOf(context);
    if (!membership) throw new Error('The rule of this route names no course');
    return membership;
  },
);

/** Whether the caller grades the submission of the request's path; for routes below /submissions/:id. */
export const IsGrader = createParamDecorator((_data: unknown, context: ExecutionContext): boolean => {
  const { isGrader } = requestOf(context);
  if (isGrader === undefined) throw new Error('The rule of this route names no submission');
  return isGrader;
});

function requestOf(context: ExecutionContext): Request & Identified {
  return context.switchToHttp().getRequest<Request & Identified>();
}
