import type { Response } from 'express';
import type { Visibility } from '../grading/visibility.js';
import { isFinal } from './submission.schema.js';
import { eventOf, type SubmissionState } from './submission-state.js';

/** One caller that follows one submission. Writes each state once, in order, and hangs up after the last. */
export class EventStream {
  private last: SubmissionState | null = null;
  private lastPosition = 0;

  constructor(
    readonly submissionId: string,
    private readonly visibility: Visibility,
    private readonly response: Response,
  ) {}

  begin(): void {
    this.response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // Proxies that collect an answer before they pass it on would hold back every event.
      'X-Accel-Buffering': 'no',
    });
    this.response.write('retry: 1000\n\n');
  }

  get isQueued(): boolean {
    return this.last?.status === 'queued';
  }

  get hasBegun(): boolean {
    return this.last !== null;
  }

  /** States may come twice or late: from the announcement, and from reading the row. */
  show(state: SubmissionState, position: number): void {
    if (this.response.writableEnded) return;
    if (this.last !== null && state.revision <= this.last.revision) return;
    this.last = state;
    this.lastPosition = position;
    this.write(state, position);
    if (isFinal(state.status)) this.close();
  }

  /** Others went ahead or gave up; the state itself is the same. */
  showPosition(position: number): void {
    if (this.response.writableEnded || this.last?.status !== 'queued' || position === this.lastPosition)
      return;
    this.lastPosition = position;
    this.write(this.last, position);
  }

  /** A comment, so that nobody between us takes the silence for a dead connection. Before the head it would be one itself. */
  beat(): void {
    if (this.response.headersSent && !this.response.writableEnded) this.response.write(': still here\n\n');
  }

  close(): void {
    if (!this.response.writableEnded) this.response.end();
  }

  private write(state: SubmissionState, position: number): void {
    const { event, data } = eventOf(state, position, this.visibility);
    this.response.write(`id: ${state.revision}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
