import { type ReactNode, useEffect, useRef } from 'react';
import { useNavigationType } from 'react-router';

/** Title of the tab; and after a change of page the focus goes to its heading, so that a screen reader says where we are. */
export function PageTitle({
  title,
  tabTitle,
  className,
}: {
  title: ReactNode;
  tabTitle: string;
  className?: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const navigationType = useNavigationType();
  useEffect(() => {
    if (navigationType !== 'POP') heading.current?.focus({ preventScroll: true });
  }, [navigationType]);
  return (
    <>
      <title>{`${tabTitle} · Interleave`}</title>
      <h1 ref={heading} tabIndex={-1} className={`page-title ${className ?? ''}`}>
        {title}
      </h1>
    </>
  );
}
