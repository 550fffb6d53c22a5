import { describe, expect, it } from 'vitest';
import { demoAssignments, demoStudentCount, nameOf, planAttempts } from './demo-plan.js';
import { demoPrograms } from './demo-programs.js';

describe('the plan of the demo course', () => {
  const plan = planAttempts(demoPrograms);

  it('is the same every time', () => {
    expect(planAttempts(demoPrograms)).toEqual(plan);
  });

  it('keeps every rule of the assignments', () => {
    for (const { assignment, attempt, day, program } of plan) {
      expect(demoPrograms[assignment.exercise]).toContain(program);
      expect(day).toBeGreaterThanOrEqual(assignment.opensDay);
      expect(day).toBeLessThanOrEqual(Math.min(0, assignment.closesDay));
      expect(attempt).toBeLessThanOrEqual(assignment.attemptsAllowed ?? attempt);
    }
  });

  it('has people who are late, people who never hand in, and several attempts', () => {
    expect(plan.some(({ assignment, day }) => day > assignment.dueDay)).toBe(true);
    for (const assignment of demoAssignments) {
      const people = new Set(
        plan.filter((each) => each.assignment === assignment).map(({ student }) => student),
      );
      expect(people.size).toBeGreaterThan(demoStudentCount / 3);
      expect(people.size).toBeLessThan(demoStudentCount);
    }
    expect(Math.max(...plan.map(({ attempt }) => attempt))).toBeGreaterThan(2);
  });

  it('gives every student a name of their own', () => {
    const names = Array.from({ length: demoStudentCount }, (_, student) => nameOf(student));
    expect(new Set(names).size).toBe(demoStudentCount);
  });
});
