/**
 * One process for one run of a JavaScript program; its parent (src/execution/javascript-sandbox.ts) starts it in a jail,
 * sends the request, reads the lines, and may kill it any time. It opens nothing and connects to nothing.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { javascriptOutOfMemory, javascriptReady, javascriptRequest } from '../protocol.js';
import { startMemoryWatch } from './memory-watch.js';
import { Recorder, rounded } from './recorder.js';
import { JavascriptRun, type RunEnd } from './run.js';

const lines = 3;
const looksEveryMs = 50;

function writeLine(text: string): void {
  const bytes = Buffer.from(`${text}\n`);
  for (let from = 0; from < bytes.length; ) from += writeSync(lines, bytes, from);
}

/** Some ways of running out of memory leave the whole process hanging, past every time limit (isolated-vm 7.0.1). */
function dieOfMemory(): void {
  writeSync(2, javascriptOutOfMemory);
  process.kill(process.pid, 'SIGKILL');
}

const realCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function makeRun(requestLine: string): Promise<void> {
  const startedMs = performance.now();
  const startedCpuMs = realCpuMs();
  const startedBytes = process.memoryUsage.rss();
  const request = javascriptRequest.parse(JSON.parse(requestLine));
  let peakBytes = 0;
  const recorder = new Recorder(writeLine);
  const end = ({ outcome, exitStatus, atMs }: RunEnd): void => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss() - startedBytes);
    recorder.line({
      type: 'result',
      outcome,
      exitStatus,
      signal: null,
      fault: null,
      blocked: outcome === 'deadlocked' ? run.blocked() : [],
      elapsedMs: rounded(atMs),
      realMs: rounded(performance.now() - startedMs),
      cpuMs: rounded(run.cpuMs),
      memoryBytes: Math.max(0, peakBytes),
      truncated: recorder.isTruncated,
      cgroup: 'none',
    });
    // Isolates may be in the middle of anything; nothing of them is needed any more.
    process.kill(process.pid, 'SIGKILL');
  };
  const run = new JavascriptRun(request, recorder, end, dieOfMemory);
  startMemoryWatch(startedBytes + request.limits.memoryBytes);
  setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss() - startedBytes);
    if (realCpuMs() - startedCpuMs > request.limits.cpuMs) run.end('cpu-exceeded', null, run.nowMs);
    if (performance.now() - startedMs > request.limits.realMs) run.end('timed-out-real', null, run.nowMs);
  }, looksEveryMs);
  await run.start();
}

process.on('uncaughtException', (error) => {
  writeSync(2, `${error.stack}\n`);
  process.kill(process.pid, 'SIGKILL');
});
createInterface({ input: process.stdin }).once('line', (line) => void makeRun(line));
writeLine(javascriptReady);
