import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

export interface Viewport {
  widthPx: number;
  scrollLeftPx: number;
  scrollTopPx: number;
}

const nothing: Viewport = { widthPx: 0, scrollLeftPx: 0, scrollTopPx: 0 };

/** Width and scroll position of an element, measured before the first paint, so that nothing jumps. */
export function useViewport(ref: RefObject<HTMLElement | null>): Viewport {
  const [viewport, setViewport] = useState(nothing);
  const frame = useRef(0);

  const read = useCallback(() => {
    const element = ref.current;
    if (!element) return;
    const next = {
      widthPx: element.clientWidth,
      scrollLeftPx: element.scrollLeft,
      scrollTopPx: element.scrollTop,
    };
    setViewport((last) =>
      last.widthPx === next.widthPx &&
      last.scrollLeftPx === next.scrollLeftPx &&
      last.scrollTopPx === next.scrollTopPx
        ? last
        : next,
    );
  }, [ref]);

  useLayoutEffect(read, [read]);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const later = (): void => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(read);
    };
    const observer = new ResizeObserver(later);
    observer.observe(element);
    element.addEventListener('scroll', later, { passive: true });
    return () => {
      cancelAnimationFrame(frame.current);
      observer.disconnect();
      element.removeEventListener('scroll', later);
    };
  }, [ref, read]);

  return viewport;
}
