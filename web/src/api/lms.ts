/** What other systems are told of a course: webhooks, and every delivery to them and to the LMS. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerTo, client } from './client.ts';
import type { components, operations } from './schema.d.ts';

type Schemas = components['schemas'];
export type Webhook = Schemas['WebhookListItem'];
export type NewWebhook = Schemas['NewWebhook'];
export type WebhookChange = Schemas['WebhookChange'];
export type EventType = NewWebhook['events'][number];
export type Delivery = Schemas['DeliveryListItem'];
export type DeliveryDetails = Schemas['DeliveryDetails'];
export type DeliveryAttempt = Schemas['DeliveryAttempt'];
export type DeliveryFilter = Pick<
  NonNullable<operations['listDeliveries']['parameters']['query']>,
  'kind' | 'status' | 'webhook'
>;

/** While something is under way, the page shows it soon. */
const waitingPollMs = 2_000;

export const webhooksQuery = (courseId: string) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', courseId],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/webhooks', {
          params: { path: { courseId }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const createWebhook = (courseId: string, body: NewWebhook) =>
  answerTo(client.POST('/api/v1/courses/{courseId}/webhooks', { params: { path: { courseId } }, body }));

export const changeWebhook = (courseId: string, webhookId: string, body: WebhookChange) =>
  answerTo(
    client.PATCH('/api/v1/courses/{courseId}/webhooks/{webhookId}', {
      params: { path: { courseId, webhookId } },
      body,
    }),
  );

export const deleteWebhook = (courseId: string, webhookId: string) =>
  answerTo(
    client.DELETE('/api/v1/courses/{courseId}/webhooks/{webhookId}', {
      params: { path: { courseId, webhookId } },
    }),
  );

export const rotateWebhookSecret = (courseId: string, webhookId: string) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/webhooks/{webhookId}/secret', {
      params: { path: { courseId, webhookId } },
    }),
  );

export const testWebhook = (courseId: string, webhookId: string) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/webhooks/{webhookId}/test', {
      params: { path: { courseId, webhookId } },
    }),
  );

export const deliveriesQuery = (courseId: string, filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', courseId, filter],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/deliveries', {
          params: { path: { courseId }, query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    // What was just made or replayed is on the first page.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.length === 1 && data.pages[0]?.items.some(isOnItsWay) ? waitingPollMs : false,
  });

const isOnItsWay = ({ status, nextAttemptAt }: Delivery): boolean =>
  status === 'waiting' &&
  (nextAttemptAt === null || Date.parse(nextAttemptAt) < Date.now() + 5 * waitingPollMs);

/** Asked again while it waits. */
export const deliveryQuery = (courseId: string, deliveryId: string) =>
  queryOptions({
    queryKey: ['delivery', courseId, deliveryId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/deliveries/{deliveryId}', {
          params: { path: { courseId, deliveryId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.status === 'waiting' ? waitingPollMs : false),
  });

export const replayDelivery = (courseId: string, deliveryId: string) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/deliveries/{deliveryId}/replay', {
      params: { path: { courseId, deliveryId } },
    }),
  );

export const replayDeliveries = (courseId: string, body: Schemas['Replay']) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/deliveries/replay', { params: { path: { courseId } }, body }),
  );
