import { useDeferredValue } from 'react';
import { Statement } from '../exercises/statement.tsx';

/** As students read it. */
export function StatementPreview({ text, title }: { text: string | undefined; title: string }) {
  const shown = useDeferredValue(text ?? '');
  return <Statement markdown={shown} title={title} />;
}
