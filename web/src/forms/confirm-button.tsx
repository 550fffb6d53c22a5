import { Button } from '@mantine/core';
import { useState } from 'react';

/** For what cannot be undone: the first press asks, the second does it. */
export function ConfirmButton({
  words,
  label,
  question,
  isPending,
  size = 'sm',
  onConfirm,
}: {
  words: string;
  /** What is read out, where `words` alone does not say of whom. */
  label?: string;
  question: string;
  isPending: boolean;
  size?: 'sm' | 'compact-sm';
  onConfirm: () => void;
}) {
  const [asks, setAsks] = useState(false);
  if (!asks) {
    return (
      <Button
        variant="default"
        size={size}
        c="var(--il-bad)"
        loading={isPending}
        aria-label={label}
        onClick={() => setAsks(true)}
      >
        {words}
      </Button>
    );
  }
  const settle = (): void => setAsks(false);
  return (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      <span role="alert">{question}</span>
      <Button
        size={size}
        color="var(--il-bad)"
        // It takes the place of the button that was pressed.
        autoFocus
        onClick={() => {
          settle();
          onConfirm();
        }}
      >
        Yes
      </Button>
      <Button variant="default" size={size} onClick={settle}>
        No
      </Button>
    </span>
  );
}
