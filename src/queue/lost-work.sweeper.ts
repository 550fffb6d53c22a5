import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { JobLife } from './job-queue.js';

const sweepEveryMs = 5_000;
/** With a long queue a sweep takes its time: it may take a tenth of all time. */
const restPerWork = 9;
/** Whoever stores work enqueues it right after: what is younger is not lost. */
const graceMs = 2_000;
const pageSize = 200;

/** Rows that say by themselves that there is work to do. */
export interface UnfinishedWork {
  /** Ids of those that nobody has touched since, by id; `after` is the last id seen. */
  findUnfinished(untouchedSince: Date, after: string | null, limit: number): Promise<string[]>;
}

/** The queue in which each of them should have a job. */
export interface JobsOfWork {
  lifeOf(id: string): Promise<JobLife>;
  remove(id: string): Promise<void>;
  enqueue(id: string): Promise<void>;
}

/**
 * Finds work that waits for a job that does not exist: the enqueue was lost, because a process died or the queue's
 * server was away, or that server forgot its jobs. There is no transaction over the two; this is what stands in for it.
 * Any number of workers may sweep: each row has one job at most.
 */
export class LostWorkSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(LostWorkSweeper.name);
  private timer: NodeJS.Timeout | null = null;
  private underWay: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly work: UnfinishedWork,
    private readonly queue: JobsOfWork,
  ) {}

  onApplicationBootstrap(): void {
    this.plan(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearTimeout(this.timer);
    await this.underWay;
  }

  /** Enqueues what is lost; how many were. */
  async sweep(untouchedSince: Date): Promise<number> {
    let found = 0;
    let after: string | null = null;
    do {
      const ids: string[] = await this.work.findUnfinished(untouchedSince, after, pageSize);
      for (const id of ids) found += await this.rescue(id);
      after = ids.at(-1) ?? null;
    } while (after !== null && !this.isStopping);
    return found;
  }

  private async rescue(id: string): Promise<number> {
    const life = await this.queue.lifeOf(id);
    if (life === 'alive') return 0;
    if (life === 'dead') await this.queue.remove(id);
    await this.queue.enqueue(id);
    this.logger.warn(`${id} had no job; it is enqueued again`);
    return 1;
  }

  private plan(inMs: number): void {
    if (this.isStopping) return;
    this.timer = setTimeout(() => {
      const begunMs = Date.now();
      this.underWay = this.sweep(new Date(begunMs - graceMs))
        .catch((error: unknown) => this.logger.warn(`Looking for lost work: ${(error as Error).message}`))
        .then(() => this.plan(Math.max(sweepEveryMs, restPerWork * (Date.now() - begunMs))));
    }, inMs);
    this.timer.unref();
  }
}
