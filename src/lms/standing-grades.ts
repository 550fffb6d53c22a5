import { Prisma } from '../../prisma/client/client.js';
import { standingGradeType } from './event.schema.js';
import { type NewEvent, standingGradeSubject, writeEvents } from './event-rows.js';
import { writeScoreDeliveries } from './score-rows.js';

/**
 * To columns of an LMS that did not know them before: grades that are there already, of people in this course of its. They are
 * no events for others.
 */
export async function tellStandingGrades(
  transaction: Prisma.TransactionClient,
  contextId: string,
  assignmentIds: readonly string[] | 'all',
  enrolmentIds: readonly string[] | 'all',
): Promise<void> {
  // Whoever writes grades holds these locks: what was written without knowing of the column, or the person, is seen below.
  await transaction.$queryRaw`
    SELECT 1 FROM enrolments WHERE course_id = (SELECT course_id FROM lti_contexts WHERE id = ${contextId}::uuid)
      AND ${enrolmentIds === 'all' ? Prisma.sql`true` : Prisma.sql`id = ANY(${[...enrolmentIds]}::uuid[])`}
    ORDER BY id FOR NO KEY UPDATE`;
  const rows = await transaction.grade.findMany({
    where: {
      ...(enrolmentIds === 'all' ? {} : { enrolmentId: { in: [...enrolmentIds] } }),
      points: { not: null },
      enrolment: { ltiMembers: { some: { contextId, leftAt: null } } },
      assignment: {
        ...(assignmentIds === 'all' ? {} : { id: { in: [...assignmentIds] } }),
        ltiLineItems: { some: { contextId, url: { not: null } } },
      },
    },
    select: { assignmentId: true, enrolmentId: true, assignment: { select: { courseId: true } } },
  });
  const [first] = rows;
  if (!first) return;
  const events = rows.map(
    ({ assignmentId, enrolmentId }): NewEvent => ({
      type: standingGradeType,
      subject: standingGradeSubject(assignmentId, enrolmentId),
      data: { assignmentId, enrolmentId },
    }),
  );
  const eventIds = await writeEvents(transaction, first.assignment.courseId, events);
  await writeScoreDeliveries(transaction, eventIds);
}
