/** Who does something, and where. */
export interface Deed {
  readonly actorId: string;
  readonly courseId: string;
}
