import { Button } from '@mantine/core';
import { IconLock, IconPlugConnectedX, IconRefresh, IconZoomQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { ApiError, isSignedOut } from '../api/problem.ts';
import { signInPath } from '../session/next-path.ts';
import classes from './trouble.module.css';

/** Where a part of a page should be and is not: what happened, and what can be done. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const known = error instanceof ApiError ? error : null;
  const location = useLocation();
  if (isSignedOut(error)) {
    return (
      <Message
        icon={<IconLock size={30} aria-hidden />}
        title="You are not signed in"
        text="What is here is for people who are signed in; your session may have ended."
        action={
          <Button component={Link} to={signInPath(location)} variant="default">
            Sign in
          </Button>
        }
        role="alert"
      />
    );
  }
  return (
    <Message
      icon={<IconPlugConnectedX size={30} aria-hidden />}
      title={known?.title ?? 'Something went wrong'}
      text={known?.message ?? 'This page could not be shown.'}
      action={
        onRetry && (
          <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={onRetry}>
            Try again
          </Button>
        )
      }
      role="alert"
    />
  );
}

export function NothingHere({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <Message icon={<IconZoomQuestion size={30} aria-hidden />} title={title} text={text} action={action} />
  );
}

function Message({
  icon,
  title,
  text,
  action,
  role,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  action?: ReactNode;
  role?: string;
}) {
  return (
    <div className={classes.message} role={role}>
      <span className={classes.icon}>{icon}</span>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{text}</p>
      {action}
    </div>
  );
}
