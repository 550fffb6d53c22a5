import { expect, test } from 'vitest';
import { labelPlaces, mostZoom, msAt, scaleOf, xOf } from './scale.ts';

test('from time to pixels and back, at any zoom', () => {
  for (const zoom of [1, 3.7, 200]) {
    const scale = scaleOf(2150, 900, zoom);
    expect(msAt(scale, xOf(scale, 1234.5))).toBeCloseTo(1234.5, 6);
    expect(xOf(scale, 0)).toBeGreaterThan(0);
    expect(xOf(scale, 2150)).toBeLessThan(scale.plotPx);
  }
});

test('a run of no length can be drawn', () => {
  expect(Number.isFinite(xOf(scaleOf(0, 900, 1), 0))).toBe(true);
  expect(mostZoom(0, 900)).toBeGreaterThanOrEqual(1);
});

test('a plot never gets wider than a browser can draw', () => {
  for (const endMs of [1, 100, 30_000]) {
    expect(scaleOf(endMs, 1000, mostZoom(endMs, 1000)).plotPx).toBeLessThanOrEqual(400_000);
  }
});

test('words stand once at no zoom, and on every screen when zoomed', () => {
  expect(labelPlaces(scaleOf(2000, 1000, 1), 10, 900)).toEqual([10]);
  const zoomed = scaleOf(2000, 1000, 8);
  const places = labelPlaces(zoomed, 10, 7900);
  expect(places[0]).toBe(10);
  for (const [index, place] of places.slice(1).entries()) {
    expect(place - (places[index] ?? 0)).toBeLessThan(zoomed.visiblePx);
  }
});
