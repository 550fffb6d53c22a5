import type { DeliveryAttemptView, DeliveryDetailsView, DeliveryView } from './delivery.schema.js';
import type { DetailedDelivery, StoredDelivery } from './delivery-log.repository.js';
import type { DeliveryKind, ReceivedResponse, SentRequest } from './delivery-sender.js';
import { webhookId } from './webhook-body.js';

export function deliveryView({ event, ...delivery }: StoredDelivery): DeliveryView {
  return { ...fieldsOf(delivery), event: headOf(event) };
}

export function deliveryDetailsView({ event, tries, ...delivery }: DetailedDelivery): DeliveryDetailsView {
  return {
    ...fieldsOf(delivery),
    event: { ...headOf(event), data: event.payload as Record<string, unknown> },
    tries: tries.map(attemptView),
  };
}

function fieldsOf(delivery: Omit<StoredDelivery, 'event'>): Omit<DeliveryView, 'event'> {
  const { id, kind, status, targetId, lineItemId, enrolmentId, attempts, lastError, createdAt } = delivery;
  return {
    id,
    kind: kind as DeliveryKind,
    status,
    webhookId: kind === 'webhook' ? targetId : null,
    lineItemId,
    enrolmentId,
    attempts,
    nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
    lastError,
    createdAt: createdAt.toISOString(),
    endedAt: delivery.endedAt?.toISOString() ?? null,
  };
}

function headOf({ id, type, version, sequence, createdAt }: StoredDelivery['event']): DeliveryView['event'] {
  return { id: webhookId(id), type, version, sequence, createdAt: createdAt.toISOString() };
}

function attemptView(attempt: DetailedDelivery['tries'][number]): DeliveryAttemptView {
  const { number, startedAt, durationMs, outcome, request, response, error } = attempt;
  return {
    number,
    startedAt: startedAt.toISOString(),
    durationMs,
    outcome: outcome as DeliveryAttemptView['outcome'],
    request: request as SentRequest | null,
    response: response as ReceivedResponse | null,
    error,
  };
}
