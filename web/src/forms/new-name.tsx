import { useId, useState } from 'react';

interface Props {
  /** Of the field, for those who do not see where it is. */
  label: string;
  placeholder?: string;
  /** What it begins with. */
  begin?: string;
  className: string | undefined;
  /** Why something cannot be called so; null when it can. */
  problemOf: (name: string) => string | null;
  onName: (name: string) => void;
  onCancel: () => void;
}

/** A name for something new, typed where it will stand; Enter takes it, Escape gives up. */
export function NewName({ label, placeholder, begin = '', className, problemOf, onName, onCancel }: Props) {
  const [name, setName] = useState(begin);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        const found = problemOf(name.trim());
        if (found === null) onName(name.trim());
        else setProblem(found);
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because someone asked to type here
        autoFocus
        value={name}
        placeholder={placeholder}
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        size={14}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        onBlur={() => name === begin && onCancel()}
      />
      <span id={`${id}-problem`} role="alert">
        {problem}
      </span>
    </form>
  );
}
