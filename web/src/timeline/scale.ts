/** From virtual time to pixels and back. */
export interface Scale {
  pxPerMs: number;
  /** Width of the whole plot at this zoom. */
  plotPx: number;
  /** Width of the part that is on the screen. */
  visiblePx: number;
  endMs: number;
}

/** Room to the right of the last moment, for its labels. */
const rightPx = 18;
/** Room to the left of time 0, so that a mark there is whole. */
export const leftPx = 6;
const mostPlotPx = 400_000;
const mostPxPerMs = 400;

export function scaleOf(endMs: number, visiblePx: number, zoom: number): Scale {
  const end = Math.max(endMs, 0.01);
  const plotPx = Math.max(120, visiblePx * zoom);
  return { plotPx, visiblePx, endMs: end, pxPerMs: (plotPx - leftPx - rightPx) / end };
}

export const xOf = (scale: Scale, atMs: number): number => leftPx + atMs * scale.pxPerMs;
export const msAt = (scale: Scale, xPx: number): number => (xPx - leftPx) / scale.pxPerMs;

/**
 * Where the words of a bar stand: at `firstPx`; in a zoomed picture again at least once on every screen, so that they
 * are there wherever one has scrolled to.
 */
export function labelPlaces(scale: Scale, firstPx: number, lastPx: number): number[] {
  if (scale.plotPx <= scale.visiblePx) return [firstPx];
  const everyPx = Math.max(100, scale.visiblePx * 0.6);
  const more = Math.max(0, Math.floor((lastPx - firstPx) / everyPx));
  return Array.from({ length: 1 + more }, (_, index) => firstPx + index * everyPx);
}

/** Zoom stops where a microsecond has become half a pixel, or the plot too wide for a browser. */
export function mostZoom(endMs: number, visiblePx: number): number {
  const byTime = (mostPxPerMs * Math.max(endMs, 0.01)) / Math.max(visiblePx, 1);
  return Math.max(1, Math.min(byTime, mostPlotPx / Math.max(visiblePx, 1)));
}
