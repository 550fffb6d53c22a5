import { ActionIcon, Button } from '@mantine/core';
import { IconAlertCircle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/problem.ts';
import type { useDraft } from './use-draft.ts';
import classes from './workbench.module.css';

interface Props {
  uploadErrors: readonly string[];
  onDismissErrors: () => void;
  problem: unknown;
  undo: { words: string } | null;
  dispatch: ReturnType<typeof useDraft>['dispatch'];
}

/** What went wrong and what can be undone, between the editor and the button that it concerns. */
export function Notices({ uploadErrors, onDismissErrors, problem, undo, dispatch }: Props) {
  return (
    <div className={classes.notices}>
      <div role="alert">
        {problem ? <Refusal error={problem} /> : null}
        {uploadErrors.length > 0 && (
          <Notice bad onDismiss={onDismissErrors}>
            {uploadErrors.map((error) => (
              <p key={error}>{error}</p>
            ))}
          </Notice>
        )}
      </div>
      <div role="status">
        {undo && (
          <Notice onDismiss={() => dispatch({ type: 'dismiss' })}>
            <p>
              {undo.words}{' '}
              <Button
                variant="transparent"
                size="compact-sm"
                px={4}
                onClick={() => dispatch({ type: 'undo' })}
              >
                Undo
              </Button>
            </p>
          </Notice>
        )}
      </div>
    </div>
  );
}

function Notice({ bad, onDismiss, children }: { bad?: boolean; onDismiss: () => void; children: ReactNode }) {
  return (
    <div className={classes.notice} data-bad={bad}>
      {bad && <IconAlertCircle size={18} aria-hidden />}
      <div>{children}</div>
      <ActionIcon variant="transparent" c="inherit" size={28} aria-label="Dismiss" onClick={onDismiss}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Refusal({ error }: { error: unknown }) {
  const known = error instanceof ApiError ? error : null;
  const fields = known?.fields ?? [];
  return (
    <div className={classes.notice} data-bad>
      <IconAlertCircle size={18} aria-hidden />
      <div>
        <p>
          <strong>{known?.title ?? 'This could not be handed in'}.</strong>
          {fields.length === 0 && <> {known?.message ?? 'Something went wrong in this page.'}</>}
          {known?.status === null && <> Your text is kept.</>}
        </p>
        {fields.length > 0 && (
          <ul>
            {fields.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                <strong>{nameOfField(field)}</strong>: {message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** `files.main.py` is a path of the API; a person knows it as `main.py`. */
const nameOfField = (field: string): string =>
  field.startsWith('files.') ? field.slice('files.'.length) : field;
