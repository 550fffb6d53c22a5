/** The process that runs checks. Its parent (client.ts) speaks with it over the IPC channel and may kill it any time. */
import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { GuestFault, runGuest } from './guest.js';
import { type CheckAnswer, type CheckRequest, catastropheMark, readyMessage } from './messages.js';

/** Some ways of running out of memory leave the whole process hanging, past every time limit (isolated-vm 7.0.1). */
function dieOfCatastrophe(): void {
  writeSync(2, catastropheMark);
  process.kill(process.pid, 'SIGKILL');
}

/** A hanging process would not notice that its parent is gone; another thread does. */
function dieWithParent(): void {
  const code = `
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;
  new Worker(code, { eval: true }).unref();
}

async function answer(request: CheckRequest): Promise<CheckAnswer> {
  const { id } = request;
  try {
    const json = await runGuest(request, dieOfCatastrophe);
    return { id, kind: request.evidenceJson === null ? 'ids' : 'results', json };
  } catch (error) {
    if (error instanceof GuestFault) return { id, kind: 'fault', code: error.code, message: error.message };
    throw error;
  }
}

dieWithParent();
process.on('message', (request: CheckRequest) => {
  void answer(request).then((message) => process.send?.(message));
});
process.on('disconnect', () => process.exit());
process.send?.(readyMessage);
