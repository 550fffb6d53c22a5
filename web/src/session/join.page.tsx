import { Button, PasswordInput, TextInput } from '@mantine/core';
import '../forms/input-styles.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link, useParams } from 'react-router';
import { type Acceptance, acceptInvitation, type Invitation, invitationQuery } from '../api/invitations.ts';
import { isNotFound } from '../api/problem.ts';
import { roleWords } from '../courses/roles.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { Sign } from '../shell/wordmark.tsx';
import classes from './sign-in.module.css';
import { useComeIn } from './use-come-in.ts';

/** Where an invitation link leads: into a course, or to a password of one's own. */
export function JoinPage() {
  const { token = '' } = useParams();
  const invitation = useQuery(invitationQuery(token));
  if (invitation.isPending) return <PageSkeleton />;
  if (!invitation.data) {
    return (
      <div className="page page-narrow">
        <PageTitle title="Invitation" tabTitle="Invitation" className="visually-hidden" />
        {isNotFound(invitation.error) ? (
          <NothingHere
            title="This link does not work any more"
            text="It has expired, was used or revoked, or its address was cut off. Ask who sent it for another one."
          />
        ) : (
          <Trouble error={invitation.error} onRetry={() => void invitation.refetch()} />
        )}
      </div>
    );
  }
  return <Join token={token} invitation={invitation.data} />;
}

function Join({ token, invitation }: { token: string; invitation: Invitation }) {
  const { course, role, person, needs } = invitation;
  const title = course ? `Join ${course.title}` : 'Set your password';
  return (
    <div className={`page ${classes.page}`}>
      <section className={`panel ${classes.card}`}>
        <Sign size={34} />
        <PageTitle title={title} tabTitle={title} />
        <p className={classes.intro}>
          {person && (
            <>
              For {person.name}, {person.email}.{' '}
            </>
          )}
          {course && role && `You come in as ${roleWords[role].toLowerCase()}.`}
        </p>
        {needs === 'sign-in' ? (
          <SignInFirst token={token} />
        ) : (
          <Accept token={token} invitation={invitation} />
        )}
      </section>
    </div>
  );
}

const signInAndComeBack = (token: string): string => `/sign-in?next=${encodeURIComponent(`/join/${token}`)}`;

function SignInFirst({ token }: { token: string }) {
  return (
    <div className={classes.form}>
      <p>You have an account already. Sign in, and you come back here.</p>
      <Button component={Link} to={signInAndComeBack(token)}>
        Sign in
      </Button>
    </div>
  );
}

const shownFields = ['name', 'email', 'password'];
const passwordMinLength = 10;

function Accept({ token, invitation }: { token: string; invitation: Invitation }) {
  const { needs, course } = invitation;
  const accepting = useAcceptance(token);
  const { error } = accepting;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    accepting.mutate(Object.fromEntries(new FormData(event.currentTarget)) as Acceptance);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {needs === 'account' && (
        <>
          <p>
            Have an account? <Link to={signInAndComeBack(token)}>Sign in first</Link>.
          </p>
          <TextInput
            name="name"
            label="Name"
            autoComplete="name"
            required
            withAsterisk={false}
            error={fieldError(error, 'name')}
          />
          <TextInput
            name="email"
            type="email"
            label="E-mail"
            autoComplete="username"
            required
            withAsterisk={false}
            error={fieldError(error, 'email')}
          />
        </>
      )}
      {needs !== 'nothing' && (
        <PasswordInput
          name="password"
          label="New password"
          description={`At least ${passwordMinLength} characters; length is all that counts.`}
          autoComplete="new-password"
          minLength={passwordMinLength}
          required
          withAsterisk={false}
          error={fieldError(error, 'password')}
        />
      )}
      <FormProblem error={error} shownFields={shownFields} />
      <Button type="submit" size="md" fullWidth loading={accepting.isPending}>
        {course ? 'Join the course' : 'Set the password'}
      </Button>
    </form>
  );
}

function useAcceptance(token: string) {
  const comeIn = useComeIn();
  return useMutation({
    mutationFn: (body: Acceptance) => acceptInvitation(token, body),
    onSuccess: ({ course }) => comeIn(course ? `/courses/${course.id}` : '/courses'),
  });
}
