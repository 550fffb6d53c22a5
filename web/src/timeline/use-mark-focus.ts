import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type Mark, type Move, moved } from './marks.ts';
import { type Scale, xOf } from './scale.ts';
import type { Zoom } from './use-zoom.ts';

const moves: Record<string, Move> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

interface Parts {
  marks: readonly Mark[][];
  scroller: RefObject<HTMLElement | null>;
  scale: Scale;
  gutterPx: number;
  zoom: Zoom;
}

/** One stop for the Tab key; from there the arrow keys lead over the marks (a roving tabindex). */
export function useMarkFocus({ marks, scroller, scale, gutterPx, zoom }: Parts) {
  const [current, setCurrent] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const wanted = useRef<string | null>(null);
  const exists = current !== null && marks.some((row) => row.some(({ key }) => key === current));
  const roving = exists ? current : (marks.find((row) => row.length > 0)?.[0]?.key ?? null);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const selector = `[data-mark="${CSS.escape(wanted.current)}"]`;
    wanted.current = null;
    scroller.current?.querySelector<SVGGElement>(selector)?.focus({ preventScroll: true });
  });

  const go = (mark: Mark | null): void => {
    if (!mark) return;
    wanted.current = mark.key;
    setCurrent(mark.key);
    if (scroller.current) reveal(scroller.current, mark, scale, gutterPx);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = moves[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (move) go(moved(marks, roving, move));
    else if (event.key === '+' || event.key === '=') zoom.by(2);
    else if (event.key === '-') zoom.by(1 / 2);
    else if (event.key === '0') zoom.fit();
    else if (event.key === 'Escape') setHasFocus(false);
    else return;
    event.preventDefault();
  };

  return {
    roving,
    /** The mark whose words are shown. */
    focused: hasFocus ? roving : null,
    take: (key: string | null): void => {
      wanted.current = key;
      setHasFocus(key !== null);
      if (key !== null) setCurrent(key);
    },
    onKeyDown,
    onFocus: (event: FocusEvent): void => {
      const key = event.target.getAttribute('data-mark');
      if (key) {
        setCurrent(key);
        setHasFocus(true);
      }
    },
    onBlur: (): void => setHasFocus(false),
  };
}

const marginPx = 24;

function reveal(scroller: HTMLElement, mark: Mark, scale: Scale, gutterPx: number): void {
  const left = xOf(scale, mark.startMs);
  const right = Math.min(xOf(scale, mark.endMs), left + scroller.clientWidth / 2);
  const visibleRight = scroller.scrollLeft + scroller.clientWidth - gutterPx;
  if (left < scroller.scrollLeft + marginPx) scroller.scrollLeft = left - marginPx;
  else if (right > visibleRight - marginPx)
    scroller.scrollLeft = right - scroller.clientWidth + gutterPx + marginPx;
  const top = mark.row.topPx;
  const bottom = top + mark.row.heightPx + 40;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (bottom > scroller.scrollTop + scroller.clientHeight)
    scroller.scrollTop = bottom - scroller.clientHeight;
}
