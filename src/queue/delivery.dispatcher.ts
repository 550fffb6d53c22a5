import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { DeliveryRepository } from '../lms/delivery.repository.js';
import type { Notifications } from '../platform/notifications.js';
import type { DeliveryQueue } from './delivery-queue.js';

/** Per target: a slow one must not hold up the others, and one that is quick must not be flooded. */
const atOnce = 4;

/** In case an announcement was not heard. */
const lookAtLeastEveryMs = 5_000;

/**
 * Enqueues deliveries when they are due: the schedule is in the database, so a retry, a rest or a replay is a changed row and
 * nothing else. It looks when a transaction announces deliveries, when the next one is due, and now and then. Any number of
 * workers may do so.
 */
export class DeliveryDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DeliveryDispatcher.name);
  private timer: NodeJS.Timeout | null = null;
  private underWay: Promise<void> | null = null;
  private isWantedAgain = false;
  private isStopping = false;

  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly queue: DeliveryQueue,
    private readonly notifications: Notifications,
  ) {}

  onApplicationBootstrap(): void {
    this.notifications.on('message', this.look);
    this.notifications.on('resumed', this.look);
    this.look();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearTimeout(this.timer);
    await this.underWay;
  }

  /** At once, or again when the look that is under way has ended: it may have been too early to see. */
  private readonly look = (): void => {
    if (this.isStopping) return;
    if (this.underWay) {
      this.isWantedAgain = true;
      return;
    }
    this.isWantedAgain = false;
    this.underWay = this.enqueueDue()
      .catch((error: unknown) => {
        this.logger.warn(`Looking for deliveries that are due: ${(error as Error).message}`);
        return lookAtLeastEveryMs;
      })
      .then((waitMs) => {
        this.underWay = null;
        if (this.isWantedAgain) this.look();
        else this.plan(waitMs);
      });
  };

  /** When to look again, in milliseconds. */
  private async enqueueDue(): Promise<number> {
    const now = new Date();
    const turns = await this.deliveries.dispatch(now, atOnce);
    // What cannot be enqueued is found by the search for lost work.
    await Promise.all(turns.map((turn) => this.queue.enqueue(turn)));
    const next = await this.deliveries.findNextDue(now);
    const waitMs = next === null ? lookAtLeastEveryMs : next.getTime() - Date.now();
    return Math.min(Math.max(waitMs, 0), lookAtLeastEveryMs);
  }

  private plan(inMs: number): void {
    if (this.isStopping) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(this.look, inMs);
    this.timer.unref();
  }
}
