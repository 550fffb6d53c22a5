import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { createToken, type NewApiToken, type Scope, tokensQuery } from '../api/tokens.ts';
import { fieldError } from '../forms/field-errors.ts';
import form from '../forms/form.module.css';
import { FormProblem } from '../forms/form-problem.tsx';
import { HandedOut } from '../forms/handed-out.tsx';
import { scopeWords } from './scopes.ts';
import classes from './tokens.module.css';

const lifetimes = [
  { value: '7', label: 'a week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
];

/** A new token, which is shown this once. */
export function NewToken() {
  const queryClient = useQueryClient();
  const creating = useMutation({
    mutationFn: createToken,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const target = event.currentTarget;
    creating.mutate(tokenOf(new FormData(target)), { onSuccess: () => target.reset() });
  };
  const { data: created, error } = creating;
  return (
    <form className={form.group} onSubmit={submit}>
      <h2>New token</h2>
      {created && (
        <HandedOut label={`Token ${created.name}`} text={created.token}>
          This is <strong>{created.name}</strong>. It is shown this once: copy it now.
        </HandedOut>
      )}
      <div className={form.pair}>
        <TextInput
          name="name"
          label="What it is for"
          required
          maxLength={100}
          error={fieldError(error, 'name')}
        />
        <NativeSelect
          name="expiresInDays"
          label="Valid for"
          defaultValue="90"
          data={lifetimes}
          error={fieldError(error, 'expiresInDays')}
        />
      </div>
      <fieldset className={classes.scopes}>
        <legend>What it may do</legend>
        {Object.entries(scopeWords).map(([scope, words]) => (
          <Checkbox key={scope} name="scopes" value={scope} label={words} description={scope} />
        ))}
        {fieldError(error, 'scopes') && <span role="alert">Choose at least one.</span>}
      </fieldset>
      <FormProblem error={error} shownFields={['name', 'expiresInDays', 'scopes']} />
      <div className={form.buttons}>
        <Button type="submit" loading={creating.isPending}>
          Make the token
        </Button>
      </div>
    </form>
  );
}

const tokenOf = (fields: FormData): NewApiToken => ({
  name: String(fields.get('name')),
  scopes: fields.getAll('scopes').map(String) as Scope[],
  expiresInDays: Number(fields.get('expiresInDays')),
});
