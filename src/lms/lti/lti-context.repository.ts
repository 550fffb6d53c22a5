import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LtiContext, Prisma } from '../../../prisma/client/client.js';
import { audit } from '../../platform/audit.js';
import { isUuid } from '../../platform/ids.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { ProblemError } from '../../platform/problem.js';
import type { Identity, Launch } from './launch-claims.js';
import { keepAttendance } from './lti-membership.js';
import { settlePeople, type Voucher } from './lti-people.js';
import { LtiRefusal } from './lti-refusal.js';

/** Somebody who came, as one of our people, and the course if the context has one already. */
export interface Arrival {
  readonly personId: string;
  readonly context: LtiContext | null;
}

/** What of a launch says which of the platform's courses it is. */
interface Place {
  readonly platformId: string;
  readonly launch: Launch;
}

/** Courses of platforms: which of ours they are, who comes from them, and where their links lead. */
@Injectable()
export class LtiContextRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Who came, enrolled in the course of the context. Throws `administrator-account`, and `course-not-set-up` to those who
   * cannot set one up: they are not stored then.
   */
  arrive(platform: Voucher, identity: Identity, launch: Launch): Promise<Arrival> {
    return this.prisma.$transaction(async (tx) => {
      const known = await findContext(tx, { platformId: platform.id, launch });
      if (!known && launch.role !== 'instructor') throw new LtiRefusal('course-not-set-up');
      const people = await settlePeople(tx, platform, [identity]);
      const personId = people.get(identity.subject) ?? '';
      const person = await tx.person.findUniqueOrThrow({ where: { id: personId } });
      if (person.isAdministrator) throw new LtiRefusal('administrator-account');
      if (!known) return { personId, context: null };
      const context = await followServices(tx, known, launch);
      if (launch.role === 'instructor') await resumeScores(tx, context.id);
      await keepAttendance(tx, context, [{ subject: identity.subject, personId, role: launch.role }]);
      return { personId, context };
    });
  }

  /** The newest first. */
  taughtBy(personId: string): Promise<{ id: string; title: string }[]> {
    return this.prisma.course.findMany({
      where: { archivedAt: null, enrolments: { some: { personId, role: 'instructor' } } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true, title: true },
    });
  }

  /**
   * Gives the context a course: one that the person teaches, or (null) a new one with the title of the context. Of two who
   * do it at once the second finds what the first has decided.
   */
  giveCourse(
    place: Place,
    { personId, subject }: { personId: string; subject: string },
    courseId: string | null,
  ): Promise<LtiContext> {
    return this.prisma.$transaction(async (tx) => {
      const { platformId, launch } = place;
      await tx.$queryRaw`SELECT 1 FROM lti_platforms WHERE id = ${platformId}::uuid FOR NO KEY UPDATE`;
      const context = (await findContext(tx, place)) ?? (await makeContext(tx, place, personId, courseId));
      await keepAttendance(tx, context, [{ subject, personId, role: launch.role }]);
      return context;
    });
  }

  find(place: Place): Promise<LtiContext | null> {
    return findContext(this.prisma, place);
  }

  /** The assignment that a link leads to: as it was chosen, else as the link itself says. Null: there is none. */
  async findAssignment(
    context: LtiContext,
    resourceLinkId: string,
    said: string | null,
  ): Promise<string | null> {
    const chosen = await this.prisma.ltiResourceLink.findUnique({
      where: { contextId_resourceLinkId: { contextId: context.id, resourceLinkId } },
      select: { assignmentId: true },
    });
    if (chosen) return chosen.assignmentId;
    if (said === null || !isUuid(said)) return null;
    const assignment = await this.prisma.assignment.findUnique({
      where: { id: said, courseId: context.courseId },
      select: { id: true },
    });
    if (!assignment) return null;
    await this.choose(context, resourceLinkId, assignment.id);
    return assignment.id;
  }

  /** Throws `unknown-assignment` when it is not one of the course. */
  async choose(context: LtiContext, resourceLinkId: string, assignmentId: string): Promise<void> {
    await this.getAssignments(context.courseId, [assignmentId]);
    await this.prisma.ltiResourceLink.upsert({
      where: { contextId_resourceLinkId: { contextId: context.id, resourceLinkId } },
      create: { contextId: context.id, resourceLinkId, assignmentId },
      update: { assignmentId },
    });
  }

  /** In the order asked for. Throws `unknown-assignment`. */
  async getAssignments(courseId: string, ids: readonly string[]) {
    const found = await this.prisma.assignment.findMany({
      where: { courseId, id: { in: ids.filter(isUuid) } },
    });
    return ids.map((id) => {
      const assignment = found.find((each) => each.id === id.toLowerCase());
      if (assignment) return assignment;
      throw ProblemError.ofField(
        'unknown-assignment',
        'assignment',
        `There is no assignment "${id}" in the course.`,
      );
    });
  }
}

function findContext(
  client: Prisma.TransactionClient,
  { platformId, launch }: Place,
): Promise<LtiContext | null> {
  const { deploymentId, context } = launch;
  return client.ltiContext.findUnique({
    where: { platformId_deploymentId_contextId: { platformId, deploymentId, contextId: context.id } },
  });
}

async function makeContext(
  tx: Prisma.TransactionClient,
  { platformId, launch }: Place,
  personId: string,
  wanted: string | null,
): Promise<LtiContext> {
  const { deploymentId, context, services } = launch;
  const courseId =
    wanted === null ? await makeCourse(tx, context.title, personId) : await getTaught(tx, personId, wanted);
  const id = randomUUID();
  await tx.deliveryTarget.create({ data: { id, kind: 'lti-score', courseId } });
  const made = await tx.ltiContext.create({
    data: {
      id,
      platformId,
      deploymentId,
      contextId: context.id,
      title: context.title,
      courseId,
      ...services,
      scopes: [...services.scopes],
    },
  });
  const details = { platform: platformId, title: context.title };
  await audit(tx, { actorId: personId, courseId, action: 'lti-course-linked', subject: made.id, details });
  return made;
}

async function makeCourse(tx: Prisma.TransactionClient, title: string, actorId: string): Promise<string> {
  const id = randomUUID();
  // Platforms do not tell one; an instructor can choose another.
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  await tx.course.create({ data: { id, title, timeZone } });
  await audit(tx, {
    actorId,
    courseId: id,
    action: 'course-created',
    subject: id,
    details: { title, timeZone },
  });
  return id;
}

async function getTaught(tx: Prisma.TransactionClient, personId: string, courseId: string): Promise<string> {
  const where = { courseId, personId, role: 'instructor' as const, course: { archivedAt: null } };
  const taught = isUuid(courseId)
    ? await tx.enrolment.findFirst({ where, select: { courseId: true } })
    : null;
  if (taught) return taught.courseId;
  throw ProblemError.ofField('bad-field', 'courseId', 'Choose a course in which you are an instructor.');
}

/** Scores that were given up for long are begun with again when an instructor comes by: the platform is there. */
async function resumeScores(tx: Prisma.TransactionClient, contextId: string): Promise<void> {
  await tx.deliveryTarget.updateMany({
    where: { id: contextId, disabledAt: { not: null } },
    data: { disabledAt: null, disabledReason: null, failingSince: null, resumesAt: null, slowAnswers: 0 },
  });
}

/** Addresses of services may change, and the newest launch knows best. One that names none leaves what is known. */
function followServices(tx: Prisma.TransactionClient, known: LtiContext, { context, services }: Launch) {
  return tx.ltiContext.update({
    where: { id: known.id },
    data: {
      title: context.title,
      membershipsUrl: services.membershipsUrl ?? known.membershipsUrl,
      lineItemsUrl: services.lineItemsUrl ?? known.lineItemsUrl,
      ...(services.lineItemsUrl === null ? {} : { scopes: [...services.scopes] }),
    },
  });
}
