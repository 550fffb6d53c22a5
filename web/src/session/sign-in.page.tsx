import { Button, PasswordInput, TextInput } from '@mantine/core';
import '../forms/input-styles.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { meQuery, signIn, startOpenId } from '../api/session.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { PageTitle } from '../shell/page.tsx';
import { Sign } from '../shell/wordmark.tsx';
import { type DemoAccount, DemoAccounts } from './demo-accounts.tsx';
import { nextPath } from './next-path.ts';
import classes from './sign-in.module.css';
import { useComeIn } from './use-come-in.ts';

export function SignInPage() {
  const [search] = useSearchParams();
  const next = nextPath(search.get('next'));
  const me = useQuery(meQuery);
  const comeIn = useComeIn();
  const signing = useMutation({ mutationFn: signIn, onSuccess: () => comeIn(next) });
  const form = useRef<HTMLFormElement>(null);
  if (me.data?.person && signing.isIdle) return <Navigate to={next} replace />;

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    signing.mutate({ email: String(fields.get('email')).trim(), password: String(fields.get('password')) });
  };
  const fill = ({ email, password }: DemoAccount): void => {
    for (const [name, value] of Object.entries({ email, password })) {
      const input = form.current?.elements.namedItem(name);
      if (input instanceof HTMLInputElement) input.value = value;
    }
    form.current?.querySelector<HTMLElement>('[type=submit]')?.focus();
  };
  const openId = me.data?.signIn.openId;
  const demoAccounts = me.data?.signIn.demoAccounts ?? [];
  return (
    <div className={`page ${classes.page}`}>
      <section className={`panel ${classes.card}`}>
        <Sign size={34} />
        <PageTitle title="Sign in" tabTitle="Sign in" />
        <p className={classes.intro}>To hand in for your courses and to see your grades.</p>
        <form ref={form} onSubmit={submit} className={classes.form}>
          <TextInput
            name="email"
            type="email"
            label="E-mail"
            autoComplete="username"
            required
            withAsterisk={false}
          />
          <PasswordInput
            name="password"
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <FormProblem error={signing.error} />
          <Button type="submit" size="md" fullWidth loading={signing.isPending}>
            Sign in
          </Button>
        </form>
        {openId && <OpenId name={openId.name} next={next} hasFailed={search.has('error')} />}
        <p className={classes.help}>
          No account, or a forgotten password? Whoever runs your course can send you a link.
        </p>
      </section>
      {demoAccounts.length > 0 && <DemoAccounts accounts={demoAccounts} onChoose={fill} />}
    </div>
  );
}

/** The provider's page leads back here when it has gone wrong, with a reason that is not for people. */
function OpenId({ name, next, hasFailed }: { name: string; next: string; hasFailed: boolean }) {
  const starting = useMutation({
    mutationFn: () => startOpenId(next),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <div className={classes.openId}>
      {hasFailed && starting.isIdle && (
        <p role="alert">{name} did not let you in, or knows no address that has an account here.</p>
      )}
      <FormProblem error={starting.error} />
      <Button
        variant="default"
        size="md"
        fullWidth
        loading={starting.isPending}
        onClick={() => starting.mutate()}
      >
        Sign in with {name}
      </Button>
    </div>
  );
}
