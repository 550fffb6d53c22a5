/** Evidence about who did the work: threads, processes, an event loop, or the main thread alone. */
import { computingProcesses, computingThreads } from './computing.js';
import type { Finding } from './findings.js';
import { laneNames } from './lane-names.js';
import {
  areInTurn,
  countedLanes,
  countedWaits,
  lanesAbout,
  spanOfLane,
  spreadMs,
  type Witness,
  waitsOf,
} from './line-witness.js';
import { asSeconds } from './seconds.js';
import type { Lane, Run } from './timeline.js';
import { laneOf, lanesOf, reportedOf } from './timeline-selectors.js';
import { workOf } from './work-reports.js';

export const anotherModel: Witness = (finding, run) => {
  const threads = lanesAbout(run, 'thread');
  const processes = lanesAbout(run, 'process');
  if (finding.subject === 'thread') return onlyThreads(finding, run, threads, processes);
  // An event loop has threads for looking up addresses, and a pool has them for its tasks.
  if (waitsOf(run, threads).length > 0) return null;
  if (finding.subject === 'process') return onlyProcesses(finding, run, processes);
  const main = laneOf(run, 0);
  const waits = main ? waitsOf(run, [main]) : [];
  if (finding.subject !== 'task' || processes.length > 0 || waits.length < 2) return null;
  const message = `Line ${finding.line} runs an event loop (${finding.name}): main did all ${countedWaits(run, waits)} itself, and no thread besides it did one. Use threading.Thread or ThreadPoolExecutor.`;
  return { message, spans: waits };
};

function onlyThreads(
  { line, name }: Finding,
  run: Run,
  threads: readonly Lane[],
  processes: readonly Lane[],
) {
  if (threads.length < 2 || processes.length > 0) return null;
  const busy = computingThreads(run);
  const cpuMs = busy.reduce((sum, one) => sum + one.cpuMs, 0);
  const turns = busy.length > 1 ? `, took turns to compute for ${asSeconds(cpuMs)} in all` : '';
  const isDummy = name === 'multiprocessing.dummy';
  const makes = isDummy ? 'imports processes that are threads' : 'makes threads';
  const remedy = isDummy
    ? 'Import them from multiprocessing.'
    : 'Use multiprocessing.Process, Pool or ProcessPoolExecutor.';
  const message = `Line ${line} ${makes} (${name}): ${countedLanes('thread', threads.length)} ran${turns}, and no process besides the main one. ${remedy}`;
  return { message, spans: threads.map(spanOfLane) };
}

function onlyProcesses({ line, name }: Finding, run: Run, processes: readonly Lane[]) {
  const waits = waitsOf(run, processes);
  if (processes.length < 2 || waits.length === 0) return null;
  const message = `Line ${line} makes processes (${name}): ${countedLanes('process', processes.length)} did the ${countedWaits(run, waits)}, and no thread did one. Use threading.Thread or ThreadPoolExecutor.`;
  return { message, spans: waits };
}

/** Of a program that computes in one place. */
const leastOfMainMs = 150;

export const doesItItself: Witness = (finding, run) => {
  const lanes = lanesOf(run).filter(({ role, id }) => role === 'student' && id !== 0);
  const [only, ...more] = lanes;
  if (more.length > 0) return null;
  const doer = only ?? laneOf(run, 0);
  if (!doer) return null;
  return finding.subject === 'any' ? computedAlone(finding, run, doer) : waitedAlone(finding, run, doer);
};

function waitedAlone({ line, name }: Finding, run: Run, doer: Lane) {
  const waits = waitsOf(run, [doer]);
  if (waits.length < 2 || !areInTurn(waits)) return null;
  const who = laneNames(run).get(doer.id) ?? 'one thread';
  const message = `Line ${line} calls ${name} again and again: ${who} did all ${countedWaits(run, waits)}, one after the other, ${asSeconds(spreadMs(waits))} in all. Give each of them a thread of its own, start all threads in one loop, and join them in a second one.`;
  return { message, spans: waits };
}

function computedAlone({ line, name }: Finding, run: Run, doer: Lane) {
  const computing = computingProcesses(run).find(({ lane }) => lane.id === doer.id);
  const cpuMs = doer.id === 0 ? doer.cpuMs : (computing?.cpuMs ?? 0);
  if (cpuMs < leastOfMainMs) return null;
  const who = laneNames(run).get(doer.id) ?? 'one process';
  const message = `Line ${line} calls ${name} again and again: ${who} did all of the computing, ${asSeconds(cpuMs)} of CPU time, and no other process any. Give each sum a process of its own, start all in one loop, and join them in a second one.`;
  return { message, spans: [spanOfLane(doer)] };
}

/** Numbers that the sandbox saw on their way between a lane and the others. */
function numbersOf(run: Run, lane: number, kind: 'posted' | 'received' | 'shared'): number[] {
  return reportedOf(run, lane).flatMap(({ data }) => {
    const numbers = (data as Readonly<Record<string, unknown>> | null)?.[kind];
    return Array.isArray(numbers) ? numbers.filter((each) => typeof each === 'number') : [];
  });
}

/** Below this a number may be one of a task. */
const leastPart = 1000;

/** Less than this is arithmetic about the parts. */
const leastSquares = 10;

/** Of Python, whose multiplications are counted where that is asked for. */
function squaredByMain({ line, name }: Finding, run: Run) {
  const processes = lanesAbout(run, 'process');
  const main = workOf(run).find(({ process }) => process === 0);
  const squared = main?.parts.reduce((sum, { squarings }) => sum + squarings, 0) ?? 0;
  if (processes.length === 0 || squared < leastSquares) return null;
  const what = name === '' ? 'computes' : `calls ${name}, which computes,`;
  const message = `Line ${line} ${what} in the main process: main squared ${squared} numbers itself, beside ${countedLanes('process', processes.length)}. Let the workers do it, and bring their results back by a Queue or as return values of a Pool.`;
  return { message, spans: processes.map(spanOfLane) };
}

/** Workers that hand over no number but what they were given. */
export const workOfMain: Witness = (finding, run) => {
  if (finding.subject === 'process') return squaredByMain(finding, run);
  const workers = lanesAbout(run, 'worker');
  if (workers.length === 0 || reportedOf(run).length === 0) return null;
  const own = workers.flatMap(({ id }) => {
    const given = new Set(numbersOf(run, id, 'received'));
    const told = new Set(numbersOf(run, 0, 'posted'));
    const handed = [...numbersOf(run, id, 'posted'), ...numbersOf(run, id, 'shared')];
    return handed.filter((each) => each >= leastPart && !given.has(each) && !told.has(each));
  });
  if (own.length > 0) return null;
  const what = finding.name === '' ? 'computes' : `calls ${finding.name}, which computes,`;
  const message = `Line ${finding.line} ${what} in the main thread: the ${countedLanes('worker', workers.length)} handed over no part of the sum that was their own. Let each worker compute its part and send it with parentPort.postMessage(…).`;
  return { message, spans: workers.map(spanOfLane) };
};
