import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { keepGrades } from '../../src/grades/grade-keeper.js';
import { handIn, makeAssignment, makeEnrolment, reviewedExercise } from '../support/course-with-grades.js';
import { type GradedService, startGradedService } from '../support/graded-service.js';

let service: GradedService;
const assignmentIds: string[] = [];
let enrolmentId: string;
let submissionId: string;

beforeAll(async () => {
  service = await startGradedService();
  await grow(2, 2);
});
afterAll(() => service?.stop());

/** More assignments, and more people who have handed in to all of them. */
async function grow(assignments: number, people: number): Promise<void> {
  const { prisma, courseId } = service;
  for (let count = 0; count < assignments; count += 1) {
    const exercise = reviewedExercise.slug;
    assignmentIds.push(
      await makeAssignment(prisma, courseId, { exercise, position: assignmentIds.length + 1 }),
    );
  }
  for (let count = 0; count < people; count += 1) {
    const enrolment = await makeEnrolment(prisma, courseId);
    enrolmentId ??= enrolment.id;
    for (const assignmentId of assignmentIds) {
      const id = await handIn(prisma, { assignmentId, enrolment, score: 50 });
      submissionId ??= id;
      await prisma.$transaction((transaction) => keepGrades(transaction, assignmentId, [enrolment.id]));
    }
  }
}

/** How many statements each page takes, the access guard's included. */
async function countStatements(): Promise<Record<string, number>> {
  const base = `/courses/${service.courseId}`;
  const pages = {
    gradebook: `${base}/gradebook?limit=100`,
    byAssignment: `${base}/gradebook?sort=${assignmentIds[0]}&search=a`,
    courseStatistics: `${base}/statistics`,
    statistics: `${base}/assignments/${assignmentIds[0]}/statistics`,
    progress: `${base}/people/${enrolmentId}/progress`,
    submissions: `${base}/submissions?limit=100`,
    attempts: `/submissions/${submissionId}/attempts`,
    comments: `/submissions/${submissionId}/comments`,
    reviews: `${base}/reviews?limit=100`,
    audit: `${base}/audit?limit=100`,
    csv: `${base}/gradebook.csv`,
  };
  const counts: Record<string, number> = {};
  for (const [page, path] of Object.entries(pages)) {
    const get = () =>
      request(service.url).get(`/api/v1${path}`).set('Cookie', service.instructor.cookie).expect(200);
    await get();
    const statements = vi.spyOn(pg.Client.prototype, 'query');
    await get();
    counts[page] = statements.mock.calls.length;
    statements.mockRestore();
  }
  return counts;
}

it('takes as many statements for many rows as for few', async () => {
  const few = await countStatements();
  await grow(4, 12);
  expect(await countStatements()).toEqual(few);
  expect(Math.min(...Object.values(few))).toBeGreaterThan(0);
});
