import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copyable.module.css';

/** A secret or a link to be handed on: selected by a click, copied by the button. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const { copy, copied } = useClipboard();
  return (
    <div className={classes.copyable}>
      <input
        readOnly
        value={text}
        aria-label={label}
        className={classes.text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        variant="default"
        onClick={() => copy(text)}
        leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      >
        <span role="status">{copied ? 'Copied' : 'Copy'}</span>
      </Button>
    </div>
  );
}
