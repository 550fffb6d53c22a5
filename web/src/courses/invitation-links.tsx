import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import {
  type CourseInvitation,
  courseInvitationsQuery,
  createInvitation,
  type NewCourseInvitation,
  revokeInvitation,
} from '../api/course-people.ts';
import type { CourseRole } from '../api/session.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { HandedOut } from '../forms/handed-out.tsx';
import { dateWords } from '../report/when.ts';
import { Trouble } from '../shell/trouble.tsx';
import classes from './people.module.css';
import { courseRoles, roleWords } from './roles.ts';

/** Links by which whoever holds them comes into the course. */
export function InvitationLinks({ courseId }: { courseId: string }) {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['invitations', courseId] });
  const creating = useMutation({
    mutationFn: (body: NewCourseInvitation) => createInvitation(courseId, body),
    onSuccess,
  });
  const revoking = useMutation({ mutationFn: (id: string) => revokeInvitation(courseId, id), onSuccess });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    creating.mutate(invitationOf(new FormData(event.currentTarget)));
  };
  const { data: created, error } = creating;
  return (
    <section className={`panel ${classes.way}`}>
      <h2 className="section-title">Invite by a link</h2>
      <form className={classes.way} onSubmit={submit}>
        <NativeSelect
          name="role"
          label="Who follows it comes in as"
          data={courseRoles.map((role) => ({ value: role, label: roleWords[role] }))}
        />
        <TextInput
          name="expiresInDays"
          type="number"
          label="Days for which it works"
          min={1}
          max={365}
          defaultValue={30}
          required
          withAsterisk={false}
          error={fieldError(error, 'expiresInDays')}
        />
        <TextInput
          name="uses"
          type="number"
          label="How often it works"
          description="Empty: any number of times."
          min={1}
          error={fieldError(error, 'uses')}
        />
        <FormProblem error={error} shownFields={['expiresInDays', 'uses']} />
        <div>
          <Button type="submit" loading={creating.isPending}>
            Make a link
          </Button>
        </div>
      </form>
      {created && (
        <HandedOut label="Invitation link" text={created.url}>
          The link is shown this once: copy it now.
        </HandedOut>
      )}
      <FormProblem error={revoking.error} />
      <OpenLinks courseId={courseId} onRevoke={(id) => revoking.mutate(id)} />
    </section>
  );
}

function invitationOf(fields: FormData): NewCourseInvitation {
  const uses = String(fields.get('uses'));
  return {
    role: fields.get('role') as CourseRole,
    expiresInDays: Number(fields.get('expiresInDays')),
    uses: uses === '' ? null : Number(uses),
  };
}

function OpenLinks({ courseId, onRevoke }: { courseId: string; onRevoke: (id: string) => void }) {
  const invitations = useQuery(courseInvitationsQuery(courseId));
  if (invitations.isPending) return <Skeleton height={60} radius={10} />;
  if (invitations.isError) {
    return <Trouble error={invitations.error} onRetry={() => void invitations.refetch()} />;
  }
  const open = invitations.data.items.filter(({ state }) => state === 'open');
  if (open.length === 0) return <p className="muted">No link is open.</p>;
  return (
    <ul className={classes.links}>
      {open.map((invitation) => (
        <li key={invitation.id}>
          <span>{linkWords(invitation)}</span>
          <ConfirmButton
            words="Revoke"
            label={`Revoke the link: ${linkWords(invitation)}`}
            question="For good?"
            size="compact-sm"
            isPending={false}
            onConfirm={() => onRevoke(invitation.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function linkWords({ role, usesLeft, expiresAt }: CourseInvitation): string {
  const uses =
    usesLeft === null ? 'any number of times' : usesLeft === 1 ? 'once more' : `${usesLeft} more times`;
  return `${roleWords[role]}, ${uses}, until ${dateWords(new Date(expiresAt))}`;
}
