import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconAlertCircle, IconFilePlus, IconTrash } from '@tabler/icons-react';
import { type Dispatch, useId, useState } from 'react';
import '../forms/input-styles.ts';
import type { ExerciseProblem } from '../api/authoring.ts';
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
        <NewPath
          draft={draft}
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

/** A path for a new file; Enter takes it, Escape gives up. */
function NewPath({
  draft,
  onName,
  onCancel,
}: {
  draft: AuthorDraft;
  onName: (path: string) => void;
  onCancel: () => void;
}) {
  const [path, setPath] = useState('solutions/');
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  return (
    <form
      className={classes.naming}
      onSubmit={(event) => {
        event.preventDefault();
        const found = problemOfPath(path.trim(), draft.files);
        if (found === null) onName(path.trim());
        else setProblem(found);
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because someone asked to type here
        autoFocus
        value={path}
        aria-label="Path of the new file"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        onChange={(event) => {
          setPath(event.target.value);
          setProblem(null);
        }}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <span id={`${id}-problem`} role="alert">
        {problem}
      </span>
    </form>
  );
}
