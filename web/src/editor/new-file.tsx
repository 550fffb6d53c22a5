import { useId, useState } from 'react';
import type { SourceFile } from '../api/types.ts';
import { problemOfName } from './uploads.ts';
import classes from './workbench.module.css';

/** A name for a new file; Enter takes it, Escape gives up. */
export function NewFile({
  files,
  onName,
  onCancel,
}: {
  files: readonly SourceFile[];
  onName: (name: string) => void;
  onCancel: () => void;
}) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  return (
    <form
      className={classes.naming}
      onSubmit={(event) => {
        event.preventDefault();
        const found = problemOfName(name.trim(), files);
        if (found === null) onName(name.trim());
        else setProblem(found);
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because someone asked to type here
        autoFocus
        value={name}
        placeholder="name.py"
        aria-label="Name of the new file"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        size={14}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        onBlur={() => name === '' && onCancel()}
      />
      <span id={`${id}-problem`} role="alert" className={classes.namingProblem}>
        {problem}
      </span>
    </form>
  );
}
