import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import './input-styles.ts';
import { Dialog } from '../shell/dialog.tsx';
import classes from './dialog-form.module.css';
import { FormProblem } from './form-problem.tsx';

interface Props {
  title: string;
  saveWords: string;
  /** Of what the form sends. */
  mutation: { error: unknown; isPending: boolean };
  /** Names of the API beside which the fields show what is wrong. */
  shownFields: readonly string[];
  onSave: (fields: FormData) => void;
  onClose: () => void;
  /** Another way out, beside the buttons. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A form in front of the page: fields, what was refused, and the two ways out. */
export function DialogForm({
  title,
  saveWords,
  mutation: { error, isPending },
  shownFields,
  onSave,
  onClose,
  aside,
  children,
}: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSave(new FormData(event.currentTarget));
        }}
      >
        {children}
        <FormProblem error={error} shownFields={shownFields} />
        <div className={classes.buttons}>
          <Button type="submit" loading={isPending}>
            {saveWords}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {aside && <div className={classes.aside}>{aside}</div>}
        </div>
      </form>
    </Dialog>
  );
}
