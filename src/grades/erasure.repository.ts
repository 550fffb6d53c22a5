import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import type { Report } from '../grading/report.js';
import { forgetPerson } from '../lms/outbox.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { unknown } from './path-ids.js';

/** A person may have handed in a thousand times. */
const erasingMs = 120_000;
const reportsAtOnce = 100;

export const erased = 'Erased';

/**
 * Takes away all that tells who somebody was: sign-in, names, files, outputs, texts by and about them. Scores, statuses
 * of checks and grades stay, as of nobody, so that the statistics of a course stay what they were.
 */
@Injectable()
export class ErasureRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Again changes nothing. */
  async erase(personId: string, actorId: string): Promise<void> {
    const erase = async (transaction: Prisma.TransactionClient) => {
      const [person] = await transaction.$queryRaw<{ email: string; isErased: boolean }[]>`
        SELECT email, erased_at IS NOT NULL AS "isErased" FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
      if (!person) throw unknown('person', personId);
      if (person.isErased) return;
      await eraseAccount(transaction, personId, person.email);
      await eraseSubmissions(transaction, personId);
      await eraseTexts(transaction, personId);
      await forgetPerson(transaction, personId);
      await audit(transaction, {
        actorId,
        courseId: null,
        action: 'person-erased',
        subject: personId,
        details: {},
      });
    };
    await this.prisma.$transaction(erase, { timeout: erasingMs });
  }
}

async function eraseAccount(transaction: Prisma.TransactionClient, personId: string, email: string) {
  const own = { where: { personId } };
  await transaction.session.deleteMany(own);
  await transaction.account.deleteMany(own);
  await transaction.apiToken.deleteMany(own);
  await transaction.invitation.deleteMany(own);
  await transaction.verification.deleteMany({
    where: { OR: [{ identifier: { contains: email } }, { value: { contains: email } }] },
  });
  await transaction.enrolment.updateMany({ ...own, data: { externalId: null } });
  await transaction.person.update({
    where: { id: personId },
    data: {
      name: erased,
      email: `erased-${personId}@invalid`,
      emailVerified: false,
      image: null,
      isAdministrator: false,
      erasedAt: new Date(),
    },
  });
}

async function eraseSubmissions(transaction: Prisma.TransactionClient, personId: string) {
  const own = { submission: { personId } };
  await transaction.similarPair.deleteMany({
    where: { OR: [{ left: { personId } }, { right: { personId } }] },
  });
  await transaction.run.deleteMany({ where: own });
  await transaction.comment.deleteMany({ where: own });
  // What is on its way ends without a score: whoever works on it finds that it is final.
  await transaction.submission.updateMany({
    where: { personId, status: { notIn: ['graded', 'failed'] } },
    data: {
      status: 'failed',
      errorCode: 'erased',
      revision: { increment: 1 },
      scenario: null,
      scenarioIndex: null,
      scenarioTotal: null,
    },
  });
  await transaction.submission.updateMany({
    where: { personId },
    data: { files: {}, bodyDigest: '', idempotencyKey: null, errorMessage: null },
  });
  await eraseReports(transaction, personId);
}

/** Messages and hints may quote what a program printed. */
async function eraseReports(transaction: Prisma.TransactionClient, personId: string) {
  // A set that is not applied yet must not bring anything back.
  await transaction.regradeItem.deleteMany({
    where: { submission: { personId }, regrade: { status: { in: ['working', 'ready'] } } },
  });
  await transaction.$executeRaw`
    UPDATE regrade_items SET runs = NULL, message = NULL, report = NULL FROM submissions
    WHERE submissions.id = regrade_items.submission_id AND submissions.person_id = ${personId}::uuid`;
  let after: string | null = null;
  for (;;) {
    const page: { id: string; report: Prisma.JsonValue }[] = await transaction.submission.findMany({
      where: { personId, status: 'graded', ...(after === null ? {} : { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: reportsAtOnce,
      select: { id: true, report: true },
    });
    if (page.length === 0) return;
    const reports = page.map(({ id, report }) => ({
      id,
      report: withoutWords(report as unknown as Report),
    }));
    await transaction.$executeRaw`
      UPDATE submissions SET report = new.report
      FROM json_to_recordset(${JSON.stringify(reports)}::json) AS new(id uuid, report json)
      WHERE submissions.id = new.id`;
    after = page.at(-1)?.id ?? null;
  }
}

const withoutWords = (report: Report): Report => ({
  ...report,
  checks: report.checks.map((check) => ({ ...check, message: erased, hint: null })),
});

/** Reasons are about the person; comments on the work of others stay, as of nobody. */
async function eraseTexts(transaction: Prisma.TransactionClient, personId: string) {
  const about = { where: { enrolment: { personId } }, data: { reason: erased } };
  await transaction.override.updateMany(about);
  await transaction.extension.updateMany(about);
  await transaction.comment.updateMany({ where: { authorId: personId }, data: { authorId: null } });
  await transaction.$executeRaw`
    UPDATE audit_entries SET details = details - ARRAY['reason', 'name', 'email', 'externalId']
    WHERE actor_id = ${personId}::uuid OR subject IN (
      SELECT ${personId}::text
      UNION ALL SELECT id::text FROM enrolments WHERE person_id = ${personId}::uuid
      UNION ALL SELECT id::text FROM submissions WHERE person_id = ${personId}::uuid)`;
}
