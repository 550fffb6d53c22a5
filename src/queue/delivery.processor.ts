import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { DeliveryRepository } from '../lms/delivery.repository.js';
import { DELIVERY_SENDERS, type DeliverySender } from '../lms/delivery-sender.js';
import { withRequestId } from '../platform/request-context.js';
import { planNext } from './delivery-plan.js';

/**
 * The delivery job: one attempt, then what follows from it. A job may come again at any point, and whoever dies between the
 * two has sent something that is sent again: receivers tell by the id of the event.
 */
@Injectable()
export class DeliveryProcessor {
  private readonly logger = new Logger(DeliveryProcessor.name);

  constructor(
    private readonly deliveries: DeliveryRepository,
    @Inject(DELIVERY_SENDERS) private readonly senders: readonly DeliverySender[],
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Rejects when the job is to be tried again, with the reason of `signal` when the worker is to stop. */
  async process(turnId: string, signal: AbortSignal): Promise<void> {
    const turn = await this.deliveries.begin(turnId);
    if (!turn) return;
    const { delivery, failures, target } = turn;
    await withRequestId(delivery.id, async () => {
      const startedAt = new Date();
      const attempted = await this.senderOf(delivery.kind).send(delivery, signal);
      const now = new Date();
      const settlement = planNext(
        attempted,
        { failures, target, now, random: Math.random() },
        this.config.delivery,
      );
      await this.deliveries.settle(turn, startedAt, attempted, settlement);
      if (attempted.error !== null && attempted.outcome !== 'held')
        this.logger.warn(`${delivery.kind}: ${attempted.error}`);
      if (settlement.disableReason !== null) this.logger.error(`Disabled: ${settlement.disableReason}`);
    });
  }

  private senderOf(kind: string): DeliverySender {
    const sender = this.senders.find((each) => each.kind === kind);
    if (!sender) throw new Error(`Nobody sends "${kind}"`);
    return sender;
  }
}
