import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { changePassword } from '../api/session.ts';
import { fieldError } from '../forms/field-errors.ts';
import form from '../forms/form.module.css';
import { FormProblem } from '../forms/form-problem.tsx';

const passwordMinLength = 10;

/** Another password; whoever else is signed in with the old one is signed out. */
export function ChangePassword() {
  const changing = useMutation({ mutationFn: changePassword });
  const { error } = changing;
  return (
    <form
      className={form.group}
      onSubmit={(event) => {
        event.preventDefault();
        const target = event.currentTarget;
        const fields = new FormData(target);
        changing.mutate(
          {
            currentPassword: String(fields.get('currentPassword')),
            newPassword: String(fields.get('newPassword')),
          },
          { onSuccess: () => target.reset() },
        );
      }}
    >
      <h2>Password</h2>
      <p className={form.hint}>Your other sessions end with the change.</p>
      <div className={form.pair}>
        <PasswordInput
          name="currentPassword"
          label="Present password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          error={fieldError(error, 'currentPassword')}
        />
        <PasswordInput
          name="newPassword"
          label="New password"
          autoComplete="new-password"
          minLength={passwordMinLength}
          required
          withAsterisk={false}
          error={fieldError(error, 'newPassword')}
        />
      </div>
      <FormProblem error={error} shownFields={['currentPassword', 'newPassword']} />
      <div className={form.buttons}>
        <Button type="submit" loading={changing.isPending}>
          Change the password
        </Button>
        <span role="status" className={form.done}>
          {changing.isSuccess && 'Changed.'}
        </span>
      </div>
    </form>
  );
}
