import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { hashSecretToken } from '../platform/secret-token.js';
import { atLeast, type CourseRole } from './access-rules.js';
import { needsOf } from './invitation-needs.js';
import { setPassword } from './set-password.js';

export interface FoundInvitation {
  readonly id: string;
  readonly courseId: string | null;
  readonly course: { readonly id: string; readonly title: string } | null;
  readonly role: CourseRole;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly hasPassword: boolean;
  } | null;
}

/** Who follows an invitation, and what they bring. Which of these it takes says `needsOf`. */
export interface Follower {
  /** Who is signed in. */
  readonly callerId: string | null;
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly passwordHash: string | undefined;
}

export interface AcceptedBy {
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly course: { readonly id: string; readonly title: string } | null;
  readonly role: CourseRole | null;
  /** True when there is a password to sign in with now. */
  readonly hasNewPassword: boolean;
}

@Injectable()
export class InvitationRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Throws `not-found` unless it holds now. */
  get(token: string, now: Date): Promise<FoundInvitation> {
    return getInvitation(this.prisma, token, now);
  }

  /** All or nothing: account or password, enrolment, one use less. */
  accept(token: string, follower: Follower, now: Date): Promise<AcceptedBy> {
    return this.prisma.$transaction(async (tx) => {
      // Two who follow the last use at once must not both find it there.
      await tx.$queryRaw`SELECT 1 FROM invitations WHERE token_hash = ${hashSecretToken(token)} FOR UPDATE`;
      const invitation = await getInvitation(tx, token, now);
      const person = await settlePerson(tx, invitation, follower);
      const hasNewPassword = needsOf(invitation, follower.callerId) !== 'nothing';
      const isEnrolled = await enrol(tx, invitation, person.id);
      if (isEnrolled || hasNewPassword) await takeOneUse(tx, invitation, person.id);
      const { course, role } = invitation;
      return { person, course, role: course ? role : null, hasNewPassword };
    });
  }
}

async function getInvitation(
  client: Prisma.TransactionClient,
  token: string,
  now: Date,
): Promise<FoundInvitation> {
  const found = await client.invitation.findUnique({
    where: { tokenHash: hashSecretToken(token) },
    include: {
      course: { select: { id: true, title: true, archivedAt: true } },
      person: {
        select: {
          id: true,
          name: true,
          email: true,
          erasedAt: true,
          accounts: { select: { password: true } },
        },
      },
    },
  });
  if (!found || found.person?.erasedAt) throw new ProblemError('not-found', 'There is no such invitation.');
  if (found.revokedAt) throw new ProblemError('not-found', 'This invitation was revoked.');
  if (found.expiresAt <= now) throw new ProblemError('not-found', 'This invitation has expired.');
  if (found.usesLeft === 0) throw new ProblemError('not-found', 'This invitation has been used.');
  if (found.course?.archivedAt) throw new ProblemError('not-found', 'The course of this invitation is over.');
  const { id, courseId, role, course, person } = found;
  return {
    id,
    courseId,
    role,
    course: course && { id: course.id, title: course.title },
    person: person && {
      id: person.id,
      name: person.name,
      email: person.email,
      hasPassword: person.accounts.some(({ password }) => password !== null),
    },
  };
}

/** Who it is in the end: the caller, a new person, or the one it is for, with the new password. */
async function settlePerson(tx: Prisma.TransactionClient, invitation: FoundInvitation, follower: Follower) {
  const { callerId, name, email, passwordHash } = follower;
  switch (needsOf(invitation, callerId)) {
    case 'nothing':
      return tx.person.findUniqueOrThrow({
        where: { id: callerId ?? '' },
        select: { id: true, name: true, email: true },
      });
    case 'sign-in':
      throw callerId === null
        ? new ProblemError(
            'not-signed-in',
            'Sign in first: the invitation is for somebody who has an account.',
          )
        : new ProblemError(
            'forbidden',
            'This invitation is for somebody else. Sign out, then follow it again.',
          );
    case 'account': {
      if (name === undefined) throw missing('name');
      if (email === undefined) throw missing('email');
      if (passwordHash === undefined) throw missing('password');
      const person = await createPerson(tx, { name, email });
      await setPassword(tx, person.id, passwordHash);
      return person;
    }
    case 'password': {
      const { person } = invitation;
      if (!person) throw new Error('Only an invitation of a person asks for a password');
      if (passwordHash === undefined) throw missing('password');
      await setPassword(tx, person.id, passwordHash);
      // It was handed to them under this address.
      await tx.person.update({ where: { id: person.id }, data: { emailVerified: true } });
      return { id: person.id, name: person.name, email: person.email };
    }
  }
}

/** The address is what they say: it counts as verified only when somebody else has said so. */
async function createPerson(tx: Prisma.TransactionClient, { name, email }: { name: string; email: string }) {
  const person = { id: randomUUID(), name, email };
  const { count } = await tx.person.createMany({ data: [person], skipDuplicates: true });
  if (count === 1) return person;
  throw ProblemError.ofField(
    'conflict',
    'email',
    'There is an account with this address. Sign in, then follow the invitation again.',
  );
}

/** False when that changes nothing. A role is raised, never lowered. */
async function enrol(
  tx: Prisma.TransactionClient,
  { courseId, role }: FoundInvitation,
  personId: string,
): Promise<boolean> {
  if (courseId === null) return false;
  const { count } = await tx.enrolment.createMany({
    data: [{ id: randomUUID(), courseId, personId, role }],
    skipDuplicates: true,
  });
  if (count === 1) return true;
  const enrolment = await tx.enrolment.findUniqueOrThrow({
    where: { courseId_personId: { courseId, personId } },
  });
  if (atLeast(enrolment.role, role)) return false;
  await tx.enrolment.update({ where: { id: enrolment.id }, data: { role } });
  return true;
}

async function takeOneUse(
  tx: Prisma.TransactionClient,
  { id, courseId, person }: FoundInvitation,
  by: string,
) {
  // A link that sets a password does so once, whatever was said when it was made.
  const usesLeft = person ? 0 : { decrement: 1 };
  await tx.invitation.updateMany({
    where: { id, ...(person ? {} : { usesLeft: { gt: 0 } }) },
    data: { usesLeft },
  });
  await audit(tx, { actorId: by, courseId, action: 'invitation-accepted', subject: id, details: {} });
}

const missing = (field: string) =>
  ProblemError.ofField('missing-field', field, 'This is needed to make an account.');
