const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether it has the form of our ids; Postgres refuses to compare anything else with one. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
