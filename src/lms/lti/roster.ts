import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { toIdentity } from './id-token.js';
import type { RosterMember } from './launch-claims.js';
import { courseRoleOf } from './lti-roles.js';
import { LtiRosterRepository, type RosterChanges } from './lti-roster.repository.js';
import { LtiServices } from './lti-services.js';
import { mediaTypes, serviceScopes } from './lti-words.js';
import { readPages } from './paged-service.js';
import { parsedAnswer } from './platform-answer.js';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const membersSchema = z.object({
  members: z.array(
    z.object({
      user_id: z
        .string()
        .min(1)
        .max(255)
        .regex(/^\P{Cc}+$/u),
      roles: z.array(z.string()),
      status: text,
      name: text,
      given_name: text,
      family_name: text,
      email: text,
    }),
  ),
});

/** The platform could not be asked; the message is fit to be shown to an instructor. */
export class RosterProblem extends Error {}

/** Who is in a platform's course, by Names and Role Provisioning Services 2.0. */
@Injectable()
export class Roster {
  constructor(
    private readonly contexts: LtiRosterRepository,
    private readonly services: LtiServices,
  ) {}

  /** Throws RosterProblem, which is kept with the context too. `actorId` null: after a launch, unasked. */
  async sync(contextId: string, actorId: string | null, now: Date): Promise<RosterChanges> {
    const { platform, membershipsUrl } = await this.contexts.get(contextId);
    if (membershipsUrl === null) throw new RosterProblem('The platform does not tell who is in the course.');
    let members: RosterMember[];
    try {
      members = await this.read(platform, membershipsUrl);
    } catch (error) {
      await this.contexts.noteProblem(contextId, (error as Error).message);
      throw new RosterProblem((error as Error).message, { cause: error });
    }
    return this.contexts.apply({ contextId, actorId, now }, platform, members);
  }

  private async read(platform: Parameters<LtiServices['call']>[0], url: string): Promise<RosterMember[]> {
    const bodies = await readPages(url, (page) =>
      this.services.call(platform, {
        method: 'GET',
        url: page,
        scope: serviceScopes.memberships,
        accept: mediaTypes.memberships,
      }),
    );
    const told = bodies.flatMap(
      (body) => parsedAnswer(membersSchema, body, 'The list of people of the platform').members,
    );
    const here = told.flatMap(({ user_id: subject, roles, status = 'Active', ...names }) => {
      const role = status === 'Active' ? courseRoleOf(roles) : null;
      return role === null ? [] : [{ ...toIdentity(subject, names), role }];
    });
    // Somebody may move from one page to the next while we read.
    return [...new Map(here.map((member) => [member.subject, member])).values()];
  }
}
