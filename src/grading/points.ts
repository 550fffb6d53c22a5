/** Half of 25 is 12.5; finer steps than a tenth of a point mean nothing to a person. */
export const toTenths = (points: number): number => Math.round(points * 10) / 10;
