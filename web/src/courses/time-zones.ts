/** For the list that an input offers: every zone that the browser knows, and UTC, which some leave out. */
export const timeZones = (): readonly string[] => [
  ...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]),
];

export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
