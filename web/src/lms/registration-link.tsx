import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { createLtiRegistrationLink } from '../api/lti.ts';
import { fieldError } from '../forms/field-errors.ts';
import form from '../forms/form.module.css';
import { FormProblem } from '../forms/form-problem.tsx';
import { HandedOut } from '../forms/handed-out.tsx';
import { dateWords } from '../report/when.ts';
import classes from './lms.module.css';

/** Dynamic registration: a link by which one platform registers itself. */
export function RegistrationLink() {
  const creating = useMutation({ mutationFn: createLtiRegistrationLink });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const target = event.currentTarget;
    creating.mutate(String(new FormData(target).get('name')), { onSuccess: () => target.reset() });
  };
  const { data: link, error } = creating;
  return (
    <form className={form.group} onSubmit={submit}>
      <h2>Let a platform register itself</h2>
      <p className={form.hint}>
        For platforms that know dynamic registration, such as Moodle. Paste the link there; no more has to be
        entered.
      </p>
      {link && (
        <HandedOut label="Registration link" text={link.url}>
          It works once, until {dateWords(new Date(link.expiresAt))}, and is shown this once: copy it now.
        </HandedOut>
      )}
      <div className={classes.inline}>
        <TextInput
          name="name"
          label="Name of the platform"
          required
          maxLength={100}
          error={fieldError(error, 'name')}
        />
        <Button type="submit" loading={creating.isPending}>
          New registration link
        </Button>
      </div>
      <FormProblem error={error} shownFields={['name']} />
    </form>
  );
}
