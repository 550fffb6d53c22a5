import { TextDecoder } from 'node:util';
import type { SupervisorLine } from '../../sandboxes/protocol.js';
import type {
  Lane,
  LaneRole,
  LeftFile,
  Output,
  Reported,
  RequestRecord,
  Run,
  Span,
  Timeline,
} from '../grading/timeline.js';
import { roleOfFork, roleOfProgram } from './lane-roles.js';

type LineOf<Type extends SupervisorLine['type']> = Extract<SupervisorLine, { type: Type }>;
export type ResultLine = LineOf<'result'>;

const byStart = (a: { startMs: number }, b: { startMs: number }): number => a.startMs - b.startMs;
const byTime = (a: { atMs: number }, b: { atMs: number }): number => a.atMs - b.atMs;

/** Puts the lines of one supervisor together to a run. */
export class RunRecorder {
  private readonly begun = new Map<number, LineOf<'lane'>>();
  private readonly ended = new Map<number, LineOf<'lane-end'>>();
  private readonly roles = new Map<number, LaneRole>();
  private readonly spans: Span[] = [];
  private readonly requests: RequestRecord[] = [];
  private readonly output: Output[] = [];
  private readonly reported: Reported[] = [];
  private readonly leftFiles: LeftFile[] = [];
  private readonly decoders = new Map<string, { decoder: TextDecoder; last: LineOf<'output'> }>();

  /** Lines in the order in which they were written; of `result`, only the end asks (see `finish`). */
  add(line: SupervisorLine): void {
    switch (line.type) {
      case 'lane':
        this.begun.set(line.id, line);
        this.roles.set(line.id, roleOfFork(this.roles.get(line.parent ?? -1) ?? 'student'));
        break;
      case 'exec':
        this.roles.set(line.lane, roleOfProgram(line.argv));
        break;
      case 'span':
        this.spans.push(withoutType(line));
        break;
      case 'output':
        this.addOutput(line);
        break;
      case 'request':
        this.requests.push(withoutType(line));
        break;
      case 'reported':
        this.addReported(line);
        break;
      case 'left-file':
        this.leftFiles.push(withoutType(line));
        break;
      case 'lane-end':
        this.ended.set(line.id, line);
        break;
      case 'result':
        break;
    }
  }

  finish(scenario: string, result: ResultLine): Run {
    const { outcome, exitStatus, signal, fault, blocked, elapsedMs, realMs, cpuMs, memoryBytes } = result;
    const timeline = { ...this.timeline(elapsedMs), truncated: result.truncated };
    const end = { outcome, exitStatus, signal, fault, blocked };
    return { scenario, ...end, elapsedMs, realMs, cpuMs, memoryBytes, timeline };
  }

  /** A run that a fault of ours cut short, with what had been seen until then. */
  fault(scenario: string, step: string, message: string, realMs: number): Run {
    return {
      scenario,
      outcome: 'sandbox-fault',
      exitStatus: null,
      signal: null,
      fault: { step, message },
      blocked: [],
      elapsedMs: 0,
      realMs,
      cpuMs: 0,
      memoryBytes: 0,
      timeline: this.timeline(0),
    };
  }

  private timeline(elapsedMs: number): Timeline {
    this.flushDecoders();
    return {
      lanes: [...this.begun.values()].sort((a, b) => a.id - b.id).map((lane) => this.lane(lane, elapsedMs)),
      spans: this.spans.toSorted(byStart),
      requests: this.requests.toSorted(byStart),
      output: this.output.filter(({ text }) => text !== '').sort(byTime),
      reported: this.reported.toSorted(byTime),
      leftFiles: this.leftFiles.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      truncated: false,
    };
  }

  /** A lane that was never seen to end was ended with the run. */
  private lane({ id, parent, kind, process, atMs }: LineOf<'lane'>, elapsedMs: number): Lane {
    const end = this.ended.get(id);
    return {
      id,
      parent,
      kind,
      role: this.roles.get(process) ?? 'student',
      process,
      startMs: atMs,
      endMs: end?.atMs ?? Math.max(atMs, elapsedMs),
      cpuMs: end?.cpuMs ?? 0,
      exitStatus: end?.exitStatus ?? null,
      signal: end?.signal ?? null,
    };
  }

  /** One decoder for each writer: a character may be split over two writes of one, with another's between. */
  private addOutput(line: LineOf<'output'>): void {
    const key = `${line.stream} ${line.lane}`;
    const decoder = this.decoders.get(key)?.decoder ?? new TextDecoder();
    this.decoders.set(key, { decoder, last: line });
    this.pushOutput(line, decoder.decode(Buffer.from(line.base64, 'base64'), { stream: true }));
  }

  private flushDecoders(): void {
    for (const { decoder, last } of this.decoders.values()) this.pushOutput(last, decoder.decode());
    this.decoders.clear();
  }

  /** NUL becomes the sign for unreadable: Postgres stores no NUL in text. */
  private pushOutput({ lane, stream, atMs }: LineOf<'output'>, text: string): void {
    this.output.push({ lane, stream, atMs, text: text.replaceAll('\0', '\ufffd') });
  }

  /** What is not JSON is dropped, and so is what Postgres cannot store: NUL and halves of surrogate pairs. */
  private addReported({ lane, atMs, base64 }: LineOf<'reported'>): void {
    for (const text of Buffer.from(base64, 'base64').toString('utf8').split('\n')) {
      if (/\\u(0000|d[89a-f])/i.test(text)) continue;
      try {
        this.reported.push({ lane, atMs, data: JSON.parse(text) });
      } catch {
        // Not JSON: the program wrote it itself, or it was cut.
      }
    }
  }
}

function withoutType<T extends { type: string }>({ type: _, ...line }: T): Omit<T, 'type'> {
  return line;
}
