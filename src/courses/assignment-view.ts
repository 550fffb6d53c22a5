import { atLeast, type CourseRole } from '../auth/access-rules.js';
import { shows, visibilityFor } from '../grading/visibility.js';
import type { StoredAssignment } from './assignment.repository.js';
import type { AssignmentView } from './assignment.schema.js';
import { datesFor, stateAt } from './assignment-dates.js';
import { attemptsLeft, nextAttemptAt, rulesFor } from './attempt-rules.js';
import type { Standing } from './standing.repository.js';

/** An assignment as a member of its course reads it; `standing` is null for who is not enrolled. Pure. */
export function assignmentView(
  assignment: StoredAssignment,
  role: CourseRole,
  standing: Standing | null,
  now: Date,
): AssignmentView {
  const { courseId: _, opensAt, dueAt, closesAt, ...rest } = assignment;
  return {
    ...rest,
    opensAt: opensAt.toISOString(),
    dueAt: dueAt.toISOString(),
    closesAt: closesAt.toISOString(),
    state: stateAt(datesFor(assignment, standing?.extension ?? null), now),
    mine: standing && standingView(assignment, role, standing, now),
  };
}

function standingView(
  assignment: StoredAssignment,
  role: CourseRole,
  standing: Standing,
  now: Date,
): AssignmentView['mine'] {
  const { attemptsUsed, extension } = standing;
  const { dueAt, closesAt } = datesFor(assignment, extension);
  const rules = rulesFor(role, assignment, extension);
  const visibility = visibilityFor(atLeast(role, 'assistant'), { ...assignment, dueAt }, now);
  const grade = shows(visibility, 'score') ? standing.grade : null;
  return {
    attemptsUsed,
    attemptsLeft: attemptsLeft(rules, standing),
    nextAttemptAt: nextAttemptAt(rules, standing, now)?.toISOString() ?? null,
    points: grade?.points ?? null,
    score: grade?.score ?? null,
    maxScore: grade?.maxScore ?? null,
    submissionId: grade?.submissionId ?? null,
    dueAt: dueAt.toISOString(),
    closesAt: closesAt.toISOString(),
  };
}
