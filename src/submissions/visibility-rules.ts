import type { VisibilityRules } from '../grading/visibility.js';

/** What has to be read of a submission to know how much of it its student is shown. */
export const rulesRow = {
  assignmentId: true,
  assignment: { select: { visibleBeforeDue: true, visibleAfterDue: true, dueAt: true } },
  enrolment: { select: { role: true, extensions: { select: { assignmentId: true, dueAt: true } } } },
} as const;

interface RulesRow {
  readonly assignmentId: string | null;
  readonly assignment: VisibilityRules | null;
  readonly enrolment: {
    readonly extensions: readonly { readonly assignmentId: string; readonly dueAt: Date }[];
  } | null;
}

/** The due date is the person's own. Null for practice. */
export function rulesOf({ assignmentId, assignment, enrolment }: RulesRow): VisibilityRules | null {
  const extension = enrolment?.extensions.find((each) => each.assignmentId === assignmentId);
  return assignment && { ...assignment, dueAt: extension?.dueAt ?? assignment.dueAt };
}
