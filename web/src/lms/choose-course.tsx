import { Button, Radio } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { chooseLtiCourse, type LtiVisit } from '../api/lti.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import classes from './lms.module.css';

/** The course of the platform is a new one here, or one that the instructor teaches already. */
export function ChooseCourse({
  visit,
  onAnswered,
}: {
  visit: LtiVisit;
  onAnswered: (answered: LtiVisit) => void;
}) {
  const [courseId, setCourseId] = useState('');
  const choose = useMutation({
    mutationFn: () => chooseLtiCourse(visit.id, courseId === '' ? null : courseId),
    onSuccess: onAnswered,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    choose.mutate();
  };
  return (
    <form className={classes.question} onSubmit={submit}>
      <p className={classes.hint}>
        People who follow links of “{visit.context}” come into it, and their grades go back from there.
      </p>
      <Radio.Group aria-label="Course" value={courseId} onChange={setCourseId}>
        <div className={classes.choices}>
          <Radio value="" label={`A new one: ${visit.context}`} />
          {visit.courses.map(({ id, title }) => (
            <Radio key={id} value={id} label={title} description="You teach it already." />
          ))}
        </div>
      </Radio.Group>
      <FormProblem error={choose.error} />
      <div className={classes.buttons}>
        <Button type="submit" loading={choose.isPending}>
          Continue
        </Button>
      </div>
    </form>
  );
}
