import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Target } from './override-dialog.tsx';

const OverrideDialog = lazy(async () => ({
  default: (await import('./override-dialog.tsx')).OverrideDialog,
}));

/** For those who grade; the form comes when it is asked for. */
export function OverrideButton({
  submissionId,
  words,
  target,
}: {
  submissionId: string;
  words: string;
  target: Target;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        mt={8}
        aria-label={target.check === null ? words : `${words}: ${target.title}`}
        onClick={() => setIsOpen(true)}
      >
        {words}
      </Button>
      {isOpen && (
        <Suspense>
          <OverrideDialog submissionId={submissionId} target={target} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
