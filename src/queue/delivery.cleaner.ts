import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { DeliveryRepository } from '../lms/delivery.repository.js';

const cleanEveryMs = 60 * 60_000;
/** With a pause for others in between. */
const removedAtOnce = 1_000;

/** Removes deliveries that ended long ago (INTERLEAVE_DELIVERY_KEEP), with what was sent. Any number of workers may do so. */
@Injectable()
export class DeliveryCleaner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DeliveryCleaner.name);
  private timer: NodeJS.Timeout | null = null;
  private underWay: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly deliveries: DeliveryRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.begin(), cleanEveryMs);
    this.timer.unref();
    this.begin();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.underWay;
  }

  /** How many deliveries were removed. */
  async clean(now: Date): Promise<number> {
    const before = new Date(now.getTime() - this.config.delivery.keepMs);
    let total = 0;
    let removed = 0;
    do {
      removed = await this.deliveries.removeEnded(before, removedAtOnce);
      total += removed;
    } while (removed === removedAtOnce && !this.isStopping);
    return total;
  }

  private begin(): void {
    this.underWay = this.clean(new Date()).then(
      (removed) => {
        if (removed > 0) this.logger.log(`Removed ${removed} deliveries that ended long ago`);
      },
      (error: unknown) => this.logger.warn(`Removing old deliveries: ${(error as Error).message}`),
    );
  }
}
