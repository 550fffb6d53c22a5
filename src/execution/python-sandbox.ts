import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRequest } from '../../sandboxes/protocol.js';
import type { ProgramRun } from '../grading/plan.js';
import type { Run } from '../grading/timeline.js';
import type { Internet, InternetAddress } from './internet.js';
import { RunRecorder } from './run-recorder.js';
import type { Sandbox } from './sandbox.js';
import { type Supervised, supervise } from './supervisor.js';

export interface PythonSandboxOptions {
  /** The built program interleave-supervisor. */
  readonly supervisorBinary: string;
  /** Folder with the sitecustomize.py of the probe `work`. */
  readonly probeDirectory: string;
  readonly internet: Internet;
}

export class PythonSandbox implements Sandbox {
  constructor(private readonly options: PythonSandboxOptions) {}

  async run(planned: ProgramRun, slot: number, signal?: AbortSignal): Promise<Run> {
    const { run } = await this.supervise(planned, slot, signal);
    return run;
  }

  /** As `run`, and says which limits were in force. */
  async supervise(planned: ProgramRun, slot: number, signal?: AbortSignal): Promise<Supervised> {
    let staging: string | null = null;
    let step = 'start the stand-in internet';
    try {
      const internet = await this.options.internet.address();
      step = 'stage files';
      staging = await this.stage(planned.files);
      const request = this.request(planned, slot, staging, internet);
      return await supervise(this.options.supervisorBinary, request, planned.scenario.id, signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      const run = new RunRecorder().fault(planned.scenario.id, step, (error as Error).message, 0);
      return { run, cgroup: null };
    } finally {
      if (staging) await removeStaging(staging);
    }
  }

  /** Not in the state folder: its parent must be one that every user may traverse (protocol.ts). */
  private async stage(files: ProgramRun['files']): Promise<string> {
    const staging = await mkdtemp(join(tmpdir(), 'interleave-run-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(staging, name), text);
    return staging;
  }

  private request(
    { files, entry, scenario }: ProgramRun,
    slot: number,
    stagingDirectory: string,
    internet: InternetAddress,
  ): RunRequest {
    const { seed, order, limits, probe } = scenario;
    return {
      stagingDirectory,
      files: Object.keys(files),
      entry,
      seed,
      order,
      ...(probe === 'work' ? { probeDirectory: this.options.probeDirectory } : {}),
      limits,
      internetSocket: internet.socketPath,
      caFile: internet.caFile,
      internet: { ...scenario.internet, seed },
      slot,
    };
  }
}

/** The clock file beside it is still there only if the supervisor was killed. */
async function removeStaging(staging: string): Promise<void> {
  await Promise.all([rm(staging, { recursive: true, force: true }), rm(`${staging}.clock`, { force: true })]);
}
