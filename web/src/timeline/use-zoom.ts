import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Interval } from './intervals.ts';
import { mostZoom, msAt, scaleOf, xOf } from './scale.ts';

export interface Zoom {
  zoom: number;
  canZoomIn: boolean;
  canZoomOut: boolean;
  /** Multiplies the zoom; what is at `anchorPx` of the visible part (its middle, if not given) stays where it is. */
  by: (factor: number, anchorPx?: number) => void;
  /** Shows this part, with something around it. */
  to: (part: Interval) => void;
  fit: () => void;
}

/** Of the visible width, on each side of a part that was zoomed to. */
const around = 0.12;

/** Zoom of a scrolling plot: more zoom is a wider plot, so panning is the browser's own scrolling, by any means it has. */
export function useZoom(
  scroller: RefObject<HTMLElement | null>,
  endMs: number,
  visiblePx: number,
  gutterPx: number,
): Zoom {
  const [zoom, setZoom] = useState(1);
  /** The moment that has to be at a place of the screen once the plot has its new width. */
  const anchor = useRef<{ atMs: number; atPx: number } | null>(null);
  const most = mostZoom(endMs, visiblePx);

  const by = useCallback(
    (factor: number, anchorPx?: number) => {
      const atPx = anchorPx ?? visiblePx / 2;
      setZoom((last) => {
        const atMs = msAt(scaleOf(endMs, visiblePx, last), (scroller.current?.scrollLeft ?? 0) + atPx);
        anchor.current = { atMs, atPx };
        return Math.min(most, Math.max(1, last * factor));
      });
    },
    [scroller, most, endMs, visiblePx],
  );

  const to = useCallback(
    (part: Interval) => {
      anchor.current = { atMs: part.startMs, atPx: visiblePx * around };
      const lengthMs = Math.max(part.endMs - part.startMs, 0.001);
      setZoom(Math.min(most, Math.max(1, (endMs / lengthMs) * (1 - 2 * around))));
    },
    [most, endMs, visiblePx],
  );

  useLayoutEffect(() => {
    if (!scroller.current || !anchor.current) return;
    const { atMs, atPx } = anchor.current;
    scroller.current.scrollLeft = xOf(scaleOf(endMs, visiblePx, zoom), atMs) - atPx;
    anchor.current = null;
  }, [scroller, endMs, visiblePx, zoom]);

  useWheel(scroller, by, gutterPx);

  const fit = useCallback(() => setZoom(1), []);
  return { zoom, canZoomIn: zoom < most, canZoomOut: zoom > 1, by, to, fit };
}

/** Ctrl and the wheel, which is also what a pinch on a touchpad sends. */
function useWheel(scroller: RefObject<HTMLElement | null>, by: Zoom['by'], gutterPx: number): void {
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
}
