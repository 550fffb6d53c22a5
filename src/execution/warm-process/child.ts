/** The side of a warm process (parent.ts): answers what it is asked over the IPC channel, and may be killed any time. */
import { Worker } from 'node:worker_threads';

/** What crosses the channel, once the process has said that it is ready. */
export interface Asked {
  readonly id: number;
  readonly request: unknown;
}
export interface Told {
  readonly id: number;
  readonly answer: unknown;
}

/** While it computes it would not notice that its parent is gone; another thread does. */
function dieWithParent(): void {
  const code = `
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;
  new Worker(code, { eval: true }).unref();
}

/** To be called once all that the first request needs is there. An answer that rejects ends the process. */
export function answerRequests<Request>(answer: (request: Request) => unknown): void {
  dieWithParent();
  process.on('message', async ({ id, request }: Asked) => {
    process.send?.({ id, answer: await answer(request as Request) } satisfies Told);
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
