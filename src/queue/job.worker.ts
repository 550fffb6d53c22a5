import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Job, WaitingError, type Worker } from 'bullmq';
import type { QueueBackend } from '../platform/queue-backend.js';

export interface JobWorkerOptions {
  /** Jobs at the same time. */
  readonly concurrency: number;
  /** How long to go on with what was begun once we are asked to stop. */
  readonly drainMs: number;
  /** How long a worker may fall silent before its jobs are given to another one; 10 s unless told otherwise. */
  readonly lockMs?: number;
}

/** Renewed by a timer at half of it, which nothing of ours holds up: programs run in other processes. */
const usualLockMs = 10_000;

/** The consumer's side of one kind of job: takes up jobs, and lets go of them when the process is to end. */
export abstract class JobWorker<Data> implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(JobWorker.name);
  private readonly stopping = new AbortController();
  protected isStopping = false;
  private worker: Worker<Data> | null = null;

  protected constructor(
    private readonly backend: QueueBackend,
    private readonly queueName: string,
    private readonly options: JobWorkerOptions,
  ) {}

  /** Rejects when the job is to be tried again, with the reason of `signal` when the worker is to stop. */
  protected abstract process(job: Job<Data>, signal: AbortSignal): Promise<void>;

  onApplicationBootstrap(): void {
    const { concurrency, lockMs = usualLockMs } = this.options;
    const worker = this.backend.openWorker<Data>(this.queueName, (job, token) => this.take(job, token), {
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      // How often is too often is decided by the deliveries that are counted with what is worked on.
      maxStalledCount: 1_000,
    });
    worker.on('error', (error) => this.logger.warn(`Queue ${this.queueName}: ${error.message}`));
    worker.on('stalled', (jobId) =>
      this.logger.warn(`The worker of ${this.queueName} ${jobId} was lost; it is taken up again`),
    );
    this.worker = worker;
  }

  /** Finishes what was begun; what takes longer than `drainMs` is handed back for another worker. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    const limit = setTimeout(
      () => this.stopping.abort(new Error('The worker is stopping')),
      this.options.drainMs,
    );
    await this.worker?.close();
    clearTimeout(limit);
  }

  private async take(job: Job<Data>, token: string | undefined): Promise<void> {
    try {
      await this.process(job, this.stopping.signal);
    } catch (error) {
      // Ctrl-C reaches the processes of the sandbox too: what fails now is no fault, and must not count as a try.
      if (!this.isStopping) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }
}
