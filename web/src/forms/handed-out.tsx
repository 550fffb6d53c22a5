import type { ReactNode } from 'react';
import { Copyable } from './copyable.tsx';
import classes from './handed-out.module.css';

/** A link or a secret that the service shows once: what it is, and a way to take it along. */
export function HandedOut({ children, label, text }: { children: ReactNode; label: string; text: string }) {
  return (
    <div className={classes.shown} role="status">
      <p>{children}</p>
      <Copyable label={label} text={text} />
    </div>
  );
}
