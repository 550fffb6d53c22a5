/** The process that runs checks. Its parent (client.ts) speaks with it over the IPC channel and may kill it any time. */
import { writeSync } from 'node:fs';
import { answerRequests } from '../warm-process/child.js';
import { GuestFault, runGuest } from './guest.js';
import { type CheckAnswer, type CheckRequest, catastropheMark } from './messages.js';

/** Some ways of running out of memory leave the whole process hanging, past every time limit (isolated-vm 7.0.1). */
function dieOfCatastrophe(): void {
  writeSync(2, catastropheMark);
  process.kill(process.pid, 'SIGKILL');
}

async function answer(request: CheckRequest): Promise<CheckAnswer> {
  try {
    const json = await runGuest(request, dieOfCatastrophe);
    return { kind: request.evidenceJson === null ? 'ids' : 'results', json };
  } catch (error) {
    if (error instanceof GuestFault) return { kind: 'fault', code: error.code, message: error.message };
    throw error;
  }
}

answerRequests(answer);
