import { Injectable } from '@nestjs/common';
import type { LtiContext, LtiPlatform } from '../../../prisma/client/client.js';
import type { CheckedLaunch } from './id-token.js';
import type { Launch } from './launch-claims.js';
import { LtiContextRepository } from './lti-context.repository.js';
import { LtiErrands } from './lti-errands.js';
import { LtiRefusal } from './lti-refusal.js';
import { LtiVisitRepository, newVisitId, type StoredLaunch } from './lti-visit.repository.js';

/** Somebody is to be let in, and this is the page to show. */
export interface WayIn {
  readonly personId: string;
  readonly path: string;
  /** Leads there from another window too, once. */
  readonly code: string;
}

export interface Guest {
  readonly platform: LtiPlatform;
  readonly personId: string;
  readonly launch: StoredLaunch;
}

/** The page on which instructors are asked which course, or which assignment. */
export const visitPath = (visitId: string): string => `/lti/${visitId}`;

/** From a launch that was checked to the page that it leads to. */
@Injectable()
export class LtiArrivals {
  constructor(
    private readonly contexts: LtiContextRepository,
    private readonly visits: LtiVisitRepository,
    private readonly errands: LtiErrands,
  ) {}

  async arrive(platform: LtiPlatform, { identity, launch }: CheckedLaunch, now: Date): Promise<WayIn> {
    if (launch.purpose.kind === 'deep-linking' && launch.role !== 'instructor')
      throw new LtiRefusal('for-instructors');
    const { personId, context } = await this.contexts.arrive(platform, identity, launch);
    const guest = { platform, personId, launch: { ...launch, subject: identity.subject } };
    const id = newVisitId();
    const path = (await this.findPath(guest, context)) ?? visitPath(id);
    const visit = { id, platformId: platform.id, personId, launch: guest.launch, path };
    return { personId, path, code: await this.visits.begin(visit, now) };
  }

  /** Of the code with which somebody goes on; throws `code-over`. */
  peek(code: string, now: Date) {
    return this.visits.peek(code, now);
  }

  spendCode(code: string, now: Date) {
    return this.visits.spendCode(code, now);
  }

  /** The page that a launch leads to; null while there is something to ask the instructor. */
  async findPath(guest: Guest, known: LtiContext | null): Promise<string | null> {
    const context = known ?? (await this.makeCourseUnlessAsked(guest));
    if (!context) return null;
    const { launch } = guest;
    const assignmentId = await this.findAssignment(launch, context);
    this.errands.afterLaunch(context, launch, assignmentId);
    if (assignmentId !== null) return assignmentPath(context.courseId, assignmentId);
    if (launch.role === 'instructor') return null;
    throw new LtiRefusal('nothing-chosen');
  }

  private async findAssignment({ purpose }: Launch, context: LtiContext): Promise<string | null> {
    if (purpose.kind === 'deep-linking') return null;
    return this.contexts.findAssignment(context, purpose.resourceLinkId, purpose.assignmentId);
  }

  /** Whoever teaches nothing here yet has nothing to choose from. */
  private async makeCourseUnlessAsked({ platform, personId, launch }: Guest): Promise<LtiContext | null> {
    if ((await this.contexts.taughtBy(personId)).length > 0) return null;
    return this.contexts.giveCourse(
      { platformId: platform.id, launch },
      { personId, subject: launch.subject },
      null,
    );
  }
}

export const assignmentPath = (courseId: string, assignmentId: string): string =>
  `/courses/${courseId}/assignments/${assignmentId}`;

/** What is asked on the page of a visit. */
export type Question = 'course' | 'assignment' | 'content';

export function questionOf(launch: Launch, context: LtiContext | null): Question {
  if (!context) return 'course';
  return launch.purpose.kind === 'deep-linking' ? 'content' : 'assignment';
}
