import type { Prisma } from '../../prisma/client/client.js';

/** What a delivery says that was given up, or never begun, because its target was disabled. */
export const targetDisabled = 'The endpoint was disabled.';

/**
 * Nothing is sent to it until somebody enables it again. What waits is given up, and can be replayed then. False when it was
 * disabled before.
 */
export async function stopTarget(
  transaction: Prisma.TransactionClient,
  id: string,
  reason: string,
): Promise<boolean> {
  const { count } = await transaction.deliveryTarget.updateMany({
    where: { id, disabledAt: null },
    data: { disabledAt: new Date(), disabledReason: reason },
  });
  if (count === 0) return false;
  await transaction.delivery.updateMany({
    where: { targetId: id, status: 'waiting' },
    data: {
      status: 'failed',
      nextAttemptAt: null,
      enqueuedAt: null,
      endedAt: new Date(),
      lastError: targetDisabled,
    },
  });
  return true;
}
