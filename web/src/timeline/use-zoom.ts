import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { leftPx, mostZoom } from './scale.ts';

export interface Zoom {
  zoom: number;
  canZoomIn: boolean;
  canZoomOut: boolean;
  /** Multiplies the zoom; what is at `anchorPx` of the visible part (its middle, if not given) stays where it is. */
  by: (factor: number, anchorPx?: number) => void;
  fit: () => void;
}

/** Zoom of a scrolling plot: more zoom is a wider plot, so panning is the browser's own scrolling, by any means it has. */
export function useZoom(
  scroller: RefObject<HTMLElement | null>,
  endMs: number,
  visiblePx: number,
  gutterPx: number,
): Zoom {
  const [zoom, setZoom] = useState(1);
  const anchor = useRef<{ share: number; atPx: number } | null>(null);
  const most = mostZoom(endMs, visiblePx);

  const by = useCallback(
    (factor: number, anchorPx?: number) => {
      const element = scroller.current;
      if (!element) return;
      const atPx = anchorPx ?? visiblePx / 2;
      setZoom((last) => {
        const next = Math.min(most, Math.max(1, last * factor));
        anchor.current = { share: (element.scrollLeft + atPx - leftPx) / (visiblePx * last), atPx };
        return next;
      });
    },
    [scroller, most, visiblePx],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !anchor.current) return;
    element.scrollLeft = anchor.current.share * visiblePx * zoom - anchor.current.atPx + leftPx;
    anchor.current = null;
  }, [scroller, visiblePx, zoom]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      by(Math.exp(-event.deltaY / 240), event.clientX - element.getBoundingClientRect().left - gutterPx);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, by, gutterPx]);

  const fit = useCallback(() => setZoom(1), []);
  return { zoom, canZoomIn: zoom < most, canZoomOut: zoom > 1, by, fit };
}
