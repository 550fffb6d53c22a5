import { Button, Checkbox, Radio, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { type Assignment, assignmentsQuery } from '../api/assignments.ts';
import { chooseLtiAssignment, type LtiVisit } from '../api/lti.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import classes from './lms.module.css';

/** A link that exists at the platform already: from now on it leads to one assignment. */
export function ChooseAssignment({
  visit,
  courseId,
  onAnswered,
}: {
  visit: LtiVisit;
  courseId: string;
  onAnswered: (answered: LtiVisit) => void;
}) {
  const [assignmentId, setAssignmentId] = useState('');
  const choose = useMutation({
    mutationFn: () => chooseLtiAssignment(visit.id, assignmentId),
    onSuccess: onAnswered,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    choose.mutate();
  };
  return (
    <form className={classes.question} onSubmit={submit}>
      <p className={classes.hint}>
        {visit.linkTitle === null ? 'The link' : `The link “${visit.linkTitle}”`} leads students straight to
        it.
      </p>
      <Assignments courseId={courseId}>
        {(assignments) => (
          <>
            <Radio.Group aria-label="Assignment" value={assignmentId} onChange={setAssignmentId}>
              <div className={classes.choices}>
                {assignments.map((assignment) => (
                  <Radio
                    key={assignment.id}
                    value={assignment.id}
                    label={assignment.title}
                    description={dueWords(assignment)}
                  />
                ))}
              </div>
            </Radio.Group>
            <FormProblem error={choose.error} />
            <div className={classes.buttons}>
              <Button type="submit" disabled={assignmentId === ''} loading={choose.isPending}>
                Link it
              </Button>
            </div>
          </>
        )}
      </Assignments>
    </form>
  );
}

/** Deep linking: the form goes to the service as a whole, and what it answers goes on to the platform by itself. */
export function ChooseContent({ visit, courseId }: { visit: LtiVisit; courseId: string }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const choose = (id: string, isChosen: boolean): void =>
    setChosen((before) =>
      visit.acceptsMultiple
        ? [...before.filter((each) => each !== id), ...(isChosen ? [id] : [])]
        : isChosen
          ? [id]
          : [],
    );
  const Choice = visit.acceptsMultiple ? Checkbox : Radio;
  return (
    <form className={classes.question} method="post" action="/api/lti/content">
      <input type="hidden" name="visit" value={visit.id} />
      <p className={classes.hint}>
        Each becomes a link in “{visit.context}”, with a column for its grades where the platform makes one.
      </p>
      <Assignments courseId={courseId}>
        {(assignments) => (
          <>
            <fieldset className={classes.choices}>
              <legend className="visually-hidden">Assignments</legend>
              {assignments.map((assignment) => (
                <Choice
                  key={assignment.id}
                  name="assignment"
                  value={assignment.id}
                  label={assignment.title}
                  description={dueWords(assignment)}
                  checked={chosen.includes(assignment.id)}
                  onChange={(event) => choose(assignment.id, event.currentTarget.checked)}
                />
              ))}
            </fieldset>
            <div className={classes.buttons}>
              <Button type="submit" disabled={chosen.length === 0}>
                {chosen.length > 1 ? `Add ${chosen.length} links` : 'Add the link'}
              </Button>
            </div>
          </>
        )}
      </Assignments>
    </form>
  );
}

function Assignments({
  courseId,
  children,
}: {
  courseId: string;
  children: (assignments: readonly Assignment[]) => ReactNode;
}) {
  const assignments = useQuery(assignmentsQuery(courseId));
  if (assignments.isPending) return <Skeleton height={160} radius={14} />;
  if (assignments.isError)
    return <Trouble error={assignments.error} onRetry={() => void assignments.refetch()} />;
  if (assignments.data.items.length > 0) return children(assignments.data.items);
  return (
    <NothingHere
      title="There is no assignment yet"
      text="Make one first, then open the link at your learning platform again."
      action={<Link to={`/courses/${courseId}/assignments/new`}>New assignment</Link>}
    />
  );
}

const dueWords = ({ dueAt, points }: Assignment): string =>
  `${points === 1 ? '1 point' : `${points} points`}, due ${dateWords(new Date(dueAt))}`;
