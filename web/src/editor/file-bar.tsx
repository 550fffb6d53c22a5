import { ActionIcon, Tabs } from '@mantine/core';
import { IconAlertCircle, IconFilePlus, IconRestore, IconTrash, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { SourceFile } from '../api/types.ts';
import { NewName } from '../forms/new-name.tsx';
import { starterDraft } from './draft.ts';
import { endingOf, isProgram } from './programs.ts';
import { problemOfName } from './uploads.ts';
import type { useDraft } from './use-draft.ts';
import classes from './workbench.module.css';

interface Props {
  files: readonly SourceFile[];
  active: string;
  starter: readonly SourceFile[];
  isStarter: boolean;
  atFault: (name: string) => boolean;
  dispatch: ReturnType<typeof useDraft>['dispatch'];
  onUpload: (files: File[]) => void;
}

/** The files as tabs, and what can be done with them. */
export function FileBar({ files, active, starter, isStarter, atFault, dispatch, onUpload }: Props) {
  const [isNaming, setIsNaming] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const program = starter.find(({ name }) => isProgram(name));
  const canRemove = files.length > 1 && !starter.some(({ name }) => name === active);

  const add = (name: string): void => {
    setIsNaming(false);
    dispatch({
      type: 'replace',
      files: [...files, { name, text: '' }],
      active: name,
      words: `${name} was added.`,
    });
  };
  const remove = (): void => {
    const rest = files.filter(({ name }) => name !== active);
    dispatch({ type: 'replace', files: rest, active: rest[0]?.name ?? '', words: `${active} was removed.` });
  };
  const reset = (): void => {
    dispatch({ type: 'replace', ...starterDraft(starter), words: 'The starter is back.' });
  };

  return (
    <div className={classes.bar}>
      <Tabs
        value={active}
        onChange={(name) => name !== null && dispatch({ type: 'show', name })}
        className={classes.tabs}
      >
        <Tabs.List aria-label="Files">
          {files.map(({ name }) => (
            <Tabs.Tab
              key={name}
              value={name}
              aria-controls="solution-panel"
              rightSection={
                atFault(name) && <IconAlertCircle size={16} color="var(--il-bad)" aria-label="has an error" />
              }
            >
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {isNaming && (
        <NewName
          label="Name of the new file"
          placeholder={`name${program ? endingOf(program.name) : '.txt'}`}
          className={classes.naming}
          problemOf={(name) => problemOfName(name, files)}
          onName={add}
          onCancel={() => setIsNaming(false)}
        />
      )}
      <div className={classes.actions}>
        <Action label="New file" onClick={() => setIsNaming(true)} Icon={IconFilePlus} />
        <Action label="Upload files" onClick={() => chooser.current?.click()} Icon={IconUpload} />
        {canRemove && <Action label={`Remove ${active}`} onClick={remove} Icon={IconTrash} />}
        <Action label="Reset to the starter" onClick={reset} Icon={IconRestore} disabled={isStarter} />
      </div>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Upload files"
        onChange={(event) => {
          onUpload([...(event.target.files ?? [])]);
          // The same file can be chosen again after it was changed on disk.
          event.target.value = '';
        }}
      />
    </div>
  );
}

function Action({
  label,
  onClick,
  Icon,
  disabled,
}: {
  label: string;
  onClick: () => void;
  Icon: typeof IconUpload;
  disabled?: boolean;
}) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={label}
      title={label}
      onClick={onClick}
      disabled={disabled ?? false}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}
