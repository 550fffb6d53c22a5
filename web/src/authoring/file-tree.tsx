import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconAlertCircle, IconFilePlus, IconTrash } from '@tabler/icons-react';
import { type Dispatch, useState } from 'react';
import '../forms/input-styles.ts';
import type { ExerciseProblem } from '../api/authoring.ts';
import { NewName } from '../forms/new-name.tsx';
import classes from './author.module.css';
import { type AuthorAction, type AuthorDraft, inOrder, problemOfPath } from './author-draft.ts';

interface Props {
  draft: AuthorDraft;
  problems: readonly ExerciseProblem[];
  dispatch: Dispatch<AuthorAction>;
}

const needed = ['exercise.yaml', 'statement.md', 'checks.ts'];

/** The files of the exercise; on a phone a list to choose from. */
export function FileTree({ draft, problems, dispatch }: Props) {
  const { files, active } = draft;
  const [isNaming, setIsNaming] = useState(false);
  const { own, solutions } = inOrder(Object.keys(files));
  const worst = (path: string) => {
    const found = problems.filter(({ file }) => file === path);
    return found.some(({ severity }) => severity === 'error') ? 'error' : found[0]?.severity;
  };
  const rows = (paths: readonly string[], without = '') =>
    paths.map((path) => (
      <li key={path}>
        <button
          type="button"
          aria-current={path === active ? 'true' : undefined}
          onClick={() => dispatch({ type: 'show', path })}
        >
          <span>{path.slice(without.length)}</span>
          <Mark severity={worst(path)} />
        </button>
      </li>
    ));
  return (
    <nav aria-label="Files of the exercise" className={classes.tree}>
      <div className={classes.treeHead}>
        <h2>Files</h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--il-muted)"
          size={36}
          aria-label="New file"
          title="New file"
          onClick={() => setIsNaming(true)}
        >
          <IconFilePlus size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--il-muted)"
          size={36}
          aria-label={`Remove ${active}`}
          title={`Remove ${active}`}
          disabled={needed.includes(active)}
          onClick={() => dispatch({ type: 'remove', path: active })}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </div>
      {isNaming && (
        <NewName
          label="Path of the new file"
          begin="solutions/"
          className={classes.naming}
          problemOf={(path) => problemOfPath(path, files)}
          onName={(path) => {
            setIsNaming(false);
            dispatch({ type: 'add', path });
          }}
          onCancel={() => setIsNaming(false)}
        />
      )}
      <NativeSelect
        aria-label="File"
        className={classes.treeChoice ?? ''}
        value={active}
        onChange={(event) => dispatch({ type: 'show', path: event.currentTarget.value })}
        data={[...own, ...solutions]}
      />
      <div className={classes.treeList}>
        <ul>{rows(own)}</ul>
        {solutions.length > 0 && (
          <>
            <h3>solutions</h3>
            <ul>{rows(solutions, 'solutions/')}</ul>
          </>
        )}
      </div>
    </nav>
  );
}

function Mark({ severity }: { severity: ExerciseProblem['severity'] | undefined }) {
  if (severity === undefined) return null;
  const isError = severity === 'error';
  return (
    <IconAlertCircle
      size={15}
      color={isError ? 'var(--il-bad)' : 'var(--il-part)'}
      aria-label={isError ? 'has an error' : 'has a warning'}
    />
  );
}
