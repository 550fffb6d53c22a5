import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

export interface Place {
  row: number;
  column: number;
}

/** Rows that Page Up and Page Down go by. */
const pageRows = 10;

/** Where a key leads in a grid; null when the key is not one of the grid's. */
export function placeAfter(
  { row, column }: Place,
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
  rows: number,
  columns: number,
): Place | null {
  const moved: Record<string, Place> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: row - pageRows, column },
    PageDown: { row: row + pageRows, column },
    Home: { row: ctrlKey ? 0 : row, column: 0 },
    End: { row: ctrlKey ? rows - 1 : row, column: columns - 1 },
  };
  const place = moved[key];
  if (!place) return null;
  return { row: clamp(place.row, rows), column: clamp(place.column, columns) };
}

const clamp = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));

/**
 * One stop for Tab, arrows within, as ARIA asks of a grid. A cell to which a key leads may not be drawn yet: `show` brings
 * its row onto the screen, and the focus follows when it is there. Cells are marked with `data-place="row:column"`; what
 * takes the focus is the link or button in the cell.
 */
export function useGridFocus(
  grid: RefObject<HTMLElement | null>,
  rows: number,
  columns: number,
  rowsOnScreen: { has: (row: number) => boolean; show: (row: number) => void },
) {
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const follows = useRef(false);

  useEffect(() => {
    if (!follows.current) return;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-place="${place.row}:${place.column}"]`);
    if (!cell) return;
    follows.current = false;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey) return;
    const next = placeAfter(place, event, rows, columns);
    if (!next) return;
    event.preventDefault();
    follows.current = true;
    rowsOnScreen.show(next.row);
    setPlace({ ...next });
  };

  // Tab must find a way in also where the row of the last place has been scrolled away.
  const entryRow = rowsOnScreen.has(place.row) ? place.row : 0;

  /** For the element that stands for a place: the props that make it part of the grid. */
  const at = (row: number, column: number) => ({
    'data-place': `${row}:${column}`,
    tabIndex: entryRow === row && place.column === column ? 0 : -1,
    onFocus: () => setPlace({ row, column }),
  });

  return { at, onKeyDown };
}
