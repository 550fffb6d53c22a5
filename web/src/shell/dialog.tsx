import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './dialog.module.css';

/**
 * A question in front of the page. The browser keeps the focus within, closes it by Escape, and gives the focus back. The focus
 * begins at what is marked with `data-autofocus`.
 */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    shown?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={titleId} className={classes.dialog} onClose={onClose}>
      <div className={classes.head}>
        <h2 id={titleId} className="section-title">
          {title}
        </h2>
        <ActionIcon variant="subtle" color="gray" c="var(--il-muted)" aria-label="Close" onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {children}
    </dialog>
  );
}
