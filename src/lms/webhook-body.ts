import type { DeliveredEvent } from './delivery-sender.js';

/** The `webhook-id` of an event: the same in every attempt and at every endpoint, so receivers can tell what they have seen. */
export const webhookId = (eventId: string) => `evt_${eventId}`;

/** What is posted: src/lms/event.schema.ts has the shapes. `publicUrl`: where people reach the service. */
export function webhookBody(event: DeliveredEvent, publicUrl: string): string {
  const { id, type, version, courseId, sequence, createdAt, payload } = event;
  const data = payload as { links?: Readonly<Record<string, string>> };
  const { links } = data;
  const absolute = links && {
    links: Object.fromEntries(Object.entries(links).map(([name, path]) => [name, `${publicUrl}${path}`])),
  };
  return JSON.stringify({
    id: webhookId(id),
    type,
    version,
    timestamp: createdAt.toISOString(),
    courseId,
    sequence,
    data: { ...data, ...absolute },
  });
}
