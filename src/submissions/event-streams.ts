import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Response } from 'express';
import type { Visibility } from '../grading/visibility.js';
import { Notifications } from '../platform/notifications.js';
import { EventStream } from './event-stream.js';
import { SubmissionRepository } from './submission.repository.js';
import { type SubmissionState, submissionStateSchema } from './submission-state.js';

const heartbeatMs = 15_000;
/** Positions in the queue are read once for everybody who waits, and no more often than this. */
const positionsEveryMs = 250;

/**
 * Everybody who follows a submission through this process. What happens is heard from the database, so it does not
 * matter which process grades. Whoever connects is first told the present state: it is read after the stream has been
 * entered here, so a change in between is heard, and revisions drop what comes twice.
 */
@Injectable()
export class EventStreams implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(EventStreams.name);
  private readonly bySubmission = new Map<string, Set<EventStream>>();
  private heartbeat: NodeJS.Timeout | null = null;
  private positionsTimer: NodeJS.Timeout | null = null;

  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    this.notifications.on('message', (payload) => this.hear(payload));
    this.notifications.on('resumed', () => this.attempt(() => this.catchUp()));
    this.heartbeat = setInterval(() => {
      for (const stream of this.all()) stream.beat();
    }, heartbeatMs);
    this.heartbeat.unref();
  }

  /** Callers come back by themselves, to another process or to this one after its restart. */
  onModuleDestroy(): void {
    if (this.heartbeat) clearInterval(this.heartbeat);
    if (this.positionsTimer) clearTimeout(this.positionsTimer);
    for (const stream of this.all()) stream.close();
  }

  /** How many are connected; 0 when nobody is, whatever became of them. */
  get size(): number {
    return this.all().length;
  }

  /** False, and nothing written, when there is no such submission. */
  async open(submissionId: string, visibility: Visibility, response: Response): Promise<boolean> {
    const stream = new EventStream(submissionId, visibility, response);
    this.enter(stream);
    response.on('close', () => this.leave(stream));
    try {
      const state = await this.submissions.findState(submissionId);
      if (!state) {
        this.leave(stream);
        return false;
      }
      const position = await this.positionOf(state);
      if (!response.destroyed && !response.writableEnded) {
        stream.begin();
        stream.show(state, position);
      }
      // What was announced while we read came before the stream had begun.
      await this.refresh(stream);
      return true;
    } catch (error) {
      this.leave(stream);
      throw error;
    }
  }

  private enter(stream: EventStream): void {
    const streams = this.bySubmission.get(stream.submissionId) ?? new Set();
    this.bySubmission.set(stream.submissionId, streams.add(stream));
  }

  private leave(stream: EventStream): void {
    const streams = this.bySubmission.get(stream.submissionId);
    streams?.delete(stream);
    if (streams?.size === 0) this.bySubmission.delete(stream.submissionId);
  }

  private all(): EventStream[] {
    return [...this.bySubmission.values()].flatMap((streams) => [...streams]);
  }

  private hear(payload: string): void {
    const parsed = submissionStateSchema.safeParse(JSON.parse(payload));
    if (!parsed.success) {
      this.logger.warn(`An announcement cannot be read: ${payload}`);
      return;
    }
    const state = parsed.data;
    if (state.status !== 'queued') this.planPositions();
    for (const stream of this.bySubmission.get(state.id) ?? []) {
      if (stream.hasBegun) this.attempt(async () => stream.show(state, await this.positionOf(state)));
    }
  }

  private planPositions(): void {
    if (this.positionsTimer || !this.all().some((stream) => stream.isQueued)) return;
    this.positionsTimer = setTimeout(() => {
      this.positionsTimer = null;
      this.attempt(() => this.showPositions());
    }, positionsEveryMs);
  }

  private async showPositions(): Promise<void> {
    const positions = await this.submissions.queuePositions();
    for (const stream of this.all()) {
      const position = positions.get(stream.submissionId);
      if (position !== undefined) stream.showPosition(position);
    }
  }

  private async positionOf(state: SubmissionState): Promise<number> {
    if (state.status !== 'queued') return 0;
    return (await this.submissions.queuePositions()).get(state.id) ?? 1;
  }

  private async catchUp(): Promise<void> {
    await Promise.all(this.all().map((stream) => this.refresh(stream)));
    await this.showPositions();
  }

  private async refresh(stream: EventStream): Promise<void> {
    const state = await this.submissions.findState(stream.submissionId);
    if (state) stream.show(state, await this.positionOf(state));
  }

  /** Nobody waits for these: a fault is told to the log, and the next announcement tries again. */
  private attempt(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.logger.warn(`Live events: ${(error as Error).message}`));
  }
}
