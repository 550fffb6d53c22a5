import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import '../forms/input-styles.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import classes from './annotated-code.module.css';

interface Props {
  label: string;
  /** On the button. */
  words: string;
  text?: string;
  error: unknown;
  isPending: boolean;
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** Ctrl+Enter sends, Escape gives up. */
export function CommentForm({ label, words, text: before = '', error, isPending, onSave, onCancel }: Props) {
  const [text, setText] = useState(before);
  const save = (): void => {
    if (text.trim() !== '') onSave(text.trim());
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        aria-label={label}
        autoFocus
        rows={3}
        required
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
        error={fieldError(error, 'text')}
      />
      <FormProblem error={error} shownFields={['text']} />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-sm" loading={isPending}>
          {words}
        </Button>
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
