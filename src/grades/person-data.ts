import { Injectable } from '@nestjs/common';
import { findTold } from '../lms/outbox.js';
import { PrismaService } from '../platform/prisma.service.js';

/** Timelines are long; few submissions are held at once. */
const submissionsAtOnce = 10;

/** What of a person's own records is not theirs to read: secrets of sign-in, which open more than they tell. */
const withoutSecrets = {
  sessions: { omit: { token: true } },
  accounts: { omit: { password: true, accessToken: true, refreshToken: true, idToken: true } },
  tokens: { omit: { hash: true } },
  invitations: { omit: { tokenHash: true } },
} as const;

/** Everything that is stored about one person, as pieces of one JSON text. */
@Injectable()
export class PersonData {
  constructor(private readonly prisma: PrismaService) {}

  /** Null when there is no such person. */
  async find(personId: string): Promise<AsyncGenerator<string> | null> {
    const person = await this.prisma.person.findUnique({
      where: { id: personId },
      include: {
        ...withoutSecrets,
        enrolments: {
          include: {
            course: { select: { id: true, title: true } },
            grades: true,
            extensions: true,
            overrides: true,
          },
        },
        comments: true,
        reviews: true,
      },
    });
    if (!person) return null;
    const decisions = await this.prisma.override.findMany({ where: { authorId: personId } });
    const log = await this.prisma.auditEntry.findMany({
      where: {
        OR: [
          { actorId: personId },
          { subject: { in: [personId, ...person.enrolments.map(({ id }) => id)] } },
        ],
      },
      orderBy: { id: 'asc' },
    });
    const told = await findTold(this.prisma, personId);
    return this.pieces(personId, { person, decisions, log, told });
  }

  private async *pieces(personId: string, records: object): AsyncGenerator<string> {
    yield `${json(records).slice(0, -1)},"submissions":[`;
    let separator = '\n';
    let after: string | null = null;
    for (;;) {
      const page: { id: string }[] = await this.submissions(personId, after);
      for (const submission of page) {
        yield separator + json(submission);
        separator = ',\n';
      }
      after = page.at(-1)?.id ?? null;
      if (page.length < submissionsAtOnce) break;
    }
    yield '\n]}\n';
  }

  private async submissions(personId: string, after: string | null) {
    return this.prisma.submission.findMany({
      where: { personId, ...(after === null ? {} : { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: submissionsAtOnce,
      include: { runs: true, overrides: true, reviews: true, comments: true },
    });
  }
}

/** Numbers that JSON does not know are written as texts. */
const json = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
