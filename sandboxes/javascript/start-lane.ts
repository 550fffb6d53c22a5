/** Makes the isolate of a lane, with everything in it that a program finds, and runs its program. */
import { seededBytes } from '../internet/seeded.js';
import type { JavascriptRequest } from '../protocol.js';
import { type Advance, LaneIsolate } from './lane.js';
import type { Program } from './program.js';
import type { VirtualLane } from './virtual-lane.js';

const environment = { HOME: '/box', LANG: 'C.UTF-8', PATH: '/usr/bin:/bin', TMPDIR: '/tmp', USER: 'student' };

export interface LaneStart {
  readonly request: JavascriptRequest;
  readonly program: Program;
  readonly answer: (lane: VirtualLane, operation: string, values: readonly unknown[]) => unknown;
  readonly onCatastrophe: () => void;
}

export async function startLane(run: LaneStart, lane: VirtualLane, startMs: number): Promise<Advance> {
  const { memoryBytes } = run.request.limits;
  const isolate = new LaneIsolate(run.program, {
    memoryLimitMegabytes: Math.max(16, Math.floor(memoryBytes / 2 ** 20)),
    onCatastrophe: run.onCatastrophe,
  });
  lane.isolate = isolate;
  const { entryUrl, argv, env, workerData, parentPort } = lane.description;
  const random = seededBytes(`Math.random of lane ${lane.id} ${run.request.seed}`, 16);
  const description = {
    lane: lane.id,
    isMain: lane.parent === null,
    entryUrl,
    argv: ['/usr/bin/node', decodeURIComponent(entryUrl.replace('file://', '')), ...argv],
    env: env ?? environment,
    workerData,
    parentPort: parentPort ?? null,
    threadId: lane.id,
    randomState: [0, 4, 8, 12].map((at) => random.readInt32LE(at)),
  };
  if (!run.program.has(entryUrl)) return { kind: 'threw', error: run.program.notFound(entryUrl) };
  try {
    await isolate.prepare(description, (operation, values) => run.answer(lane, operation, values), startMs);
    // Making the isolate is not the program's work.
    isolate.beginSlice(startMs);
    const advance = await isolate.runEntry(entryUrl);
    return advance;
  } catch (error) {
    return { kind: 'threw', error };
  }
}
