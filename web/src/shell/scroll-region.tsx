import type { ReactNode } from 'react';

/** A part that scrolls by itself, reachable by keyboard because of that. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className: string | undefined;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus the keys could not scroll it
    <section tabIndex={0} aria-label={label} className={className}>
      {children}
    </section>
  );
}
