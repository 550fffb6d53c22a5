import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createPerson, type PersonItem } from '../api/people.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import classes from './people.module.css';

/** An account for somebody, who then sets the password by a link. */
export function NewPersonForm({
  onCreated,
}: {
  onCreated: (person: Pick<PersonItem, 'id' | 'name'>) => void;
}) {
  const queryClient = useQueryClient();
  const creating = useMutation({
    mutationFn: createPerson,
    onSuccess: (person) => {
      void queryClient.invalidateQueries({ queryKey: ['people'] });
      onCreated(person);
    },
  });
  const { error } = creating;
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        const target = event.currentTarget;
        const fields = new FormData(target);
        creating.mutate(
          { name: String(fields.get('name')), email: String(fields.get('email')), isAdministrator: false },
          { onSuccess: () => target.reset() },
        );
      }}
    >
      <h2 className="section-title">New account</h2>
      <div className={classes.new}>
        <TextInput name="name" label="Name" required withAsterisk={false} error={fieldError(error, 'name')} />
        <TextInput
          name="email"
          type="email"
          label="E-mail"
          required
          withAsterisk={false}
          error={fieldError(error, 'email')}
        />
        <div className={classes.short}>
          <Button type="submit" loading={creating.isPending}>
            Make the account
          </Button>
        </div>
      </div>
      <FormProblem error={error} shownFields={['name', 'email']} />
    </form>
  );
}
