import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { decodeKey, encodeKey } from '../platform/cursor.js';
import { ProblemError } from '../platform/problem.js';
import {
  type GradebookAssignment,
  type GradebookOrder,
  type GradebookPerson,
  GradebookRepository,
  type StoredGrade,
} from './gradebook.repository.js';
import type { GradebookQueryValues, GradebookView } from './gradebook.schema.js';

const byName = z.tuple([z.string(), z.guid()]);
const byNumber = z.tuple([z.number(), z.guid()]);

/** A person with their grades, in the order of the assignments. */
export interface GradebookLine extends GradebookPerson {
  readonly grades: readonly (StoredGrade | null)[];
}

@Injectable()
export class GradebookReader {
  constructor(private readonly gradebook: GradebookRepository) {}

  async page(courseId: string, query: GradebookQueryValues): Promise<GradebookView> {
    const assignments = await this.gradebook.findAssignments(courseId);
    const order = orderOf(courseId, query, assignments);
    const form = order.by === 'name' ? byName : byNumber;
    const after = query.cursor === undefined ? null : decodeKey<z.infer<typeof form>>(query.cursor, form);
    const people = await this.gradebook.findPeople(order, after, query.limit + 1);
    const shown = people.slice(0, query.limit);
    const last = people.length > query.limit ? shown.at(-1) : undefined;
    const lines = await this.withGrades(shown, assignments);
    return {
      assignments: assignments.map(({ dueAt, ...rest }) => ({ ...rest, dueAt: dueAt.toISOString() })),
      items: lines.map(({ email: _, sortedBy: __, ...line }) => ({ ...line, grades: [...line.grades] })),
      nextCursor: last ? encodeKey([last.sortedBy, last.enrolmentId]) : null,
      total: await this.gradebook.countPeople(order),
    };
  }

  /** Everybody by name, some at a time. */
  async *lines(
    courseId: string,
    assignments: readonly GradebookAssignment[],
    peopleAtOnce: number,
  ): AsyncGenerator<GradebookLine> {
    const order = { courseId, by: 'name', isDescending: false, search: null } as const;
    let last: GradebookPerson | undefined;
    for (;;) {
      const after = last ? ([last.sortedBy, last.enrolmentId] as const) : null;
      const people = await this.gradebook.findPeople(order, after, peopleAtOnce);
      yield* await this.withGrades(people, assignments);
      last = people.at(-1);
      if (people.length < peopleAtOnce) return;
    }
  }

  private async withGrades(
    people: readonly GradebookPerson[],
    assignments: readonly GradebookAssignment[],
  ): Promise<GradebookLine[]> {
    const grades = await this.gradebook.findGrades(
      people.map(({ enrolmentId }) => enrolmentId),
      assignments.map(({ id }) => id),
    );
    return people.map((person) => ({
      ...person,
      grades: assignments.map(({ id }) => grades.get(person.enrolmentId)?.get(id) ?? null),
    }));
  }
}

function orderOf(
  courseId: string,
  { sort, order, search }: GradebookQueryValues,
  assignments: readonly GradebookAssignment[],
): GradebookOrder {
  const wanted = { courseId, isDescending: order === 'desc', search: search || null };
  if (sort === 'name' || sort === 'points') return { ...wanted, by: sort };
  const assignment = assignments.find(({ id }) => id === sort.toLowerCase());
  if (!assignment) throw ProblemError.ofField('bad-query', 'sort', 'The course has no such assignment.');
  return { ...wanted, by: { assignmentId: assignment.id } };
}
