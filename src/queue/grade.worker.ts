import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Job, WaitingError, type Worker } from 'bullmq';
import { QueueBackend } from '../platform/queue-backend.js';
import { GradeProcessor } from './grade.processor.js';
import { type GradeJob, gradeQueueName } from './grade-queue.js';

export interface GradeWorkerOptions {
  /** Submissions at the same time. */
  readonly concurrency: number;
  /** How long to go on with what was begun once we are asked to stop. */
  readonly drainMs: number;
}

/**
 * A job whose worker fell silent for so long is given to another one. Renewed by a timer at half of it, which nothing of
 * ours holds up: programs run in other processes.
 */
const lockMs = 10_000;
const lookForStalledMs = 5_000;

/** The consumer's side of the grade job: takes up jobs, and lets go of them when the process is to end. */
@Injectable()
export class GradeWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(GradeWorker.name);
  private readonly stopping = new AbortController();
  private isStopping = false;
  private worker: Worker<GradeJob> | null = null;

  constructor(
    private readonly backend: QueueBackend,
    private readonly processor: GradeProcessor,
    private readonly options: GradeWorkerOptions,
  ) {}

  onApplicationBootstrap(): void {
    const worker = this.backend.openWorker<GradeJob>(gradeQueueName, (job, token) => this.take(job, token), {
      concurrency: this.options.concurrency,
      lockDuration: lockMs,
      stalledInterval: lookForStalledMs,
      // How often is too often is decided by the deliveries that the submission itself counts.
      maxStalledCount: 1_000,
    });
    worker.on('error', (error) => this.logger.warn(`Queue: ${error.message}`));
    worker.on('stalled', (jobId) =>
      this.logger.warn(`The worker of submission ${jobId} was lost; it is taken up again`),
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

  private async take(job: Job<GradeJob>, token: string | undefined): Promise<void> {
    try {
      await this.processor.process(job, this.stopping.signal);
    } catch (error) {
      // Ctrl-C reaches the processes of the sandbox too: what fails now is no fault, and must not count as a try.
      if (!this.isStopping) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }
}
