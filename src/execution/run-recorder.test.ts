import { describe, expect, it } from 'vitest';
import type { SupervisorLine } from '../../sandboxes/protocol.js';
import { laneLine, outputLine, reportedLine, resultLine } from '../../test/support/supervisor-lines.js';
import { RunRecorder } from './run-recorder.js';

function timelineOf(...lines: SupervisorLine[]) {
  const recorder = new RunRecorder();
  for (const line of lines) recorder.add(line);
  return recorder.finish('as-asked', resultLine()).timeline;
}

const textOf = (...lines: SupervisorLine[]) => timelineOf(...lines).output.map(({ text }) => text);

describe('RunRecorder', () => {
  it('takes the end of a run from its result, and the name of the scenario', () => {
    const result = resultLine({ outcome: 'signalled', exitStatus: null, signal: 'SIGSEGV', truncated: true });
    expect(new RunRecorder().finish('slow', result)).toEqual({
      scenario: 'slow',
      outcome: 'signalled',
      exitStatus: null,
      signal: 'SIGSEGV',
      fault: null,
      blocked: [],
      elapsedMs: 2004.5,
      realMs: 30,
      cpuMs: 12,
      memoryBytes: 9_000_000,
      timeline: {
        lanes: [],
        spans: [],
        requests: [],
        output: [],
        reported: [],
        leftFiles: [],
        truncated: true,
      },
    });
  });

  it('lists the files that the program left by their paths', () => {
    const recorder = new RunRecorder();
    const file = (path: string) => ({ type: 'left-file' as const, path, bytes: 3, crc32: 891568578 });
    for (const path of ['b/1.jpg', 'a.txt']) recorder.add(file(path));
    expect(recorder.finish('slow', resultLine()).timeline.leftFiles).toEqual([
      { path: 'a.txt', bytes: 3, crc32: 891568578 },
      { path: 'b/1.jpg', bytes: 3, crc32: 891568578 },
    ]);
  });

  it('joins beginning and end of a lane; one never seen to end lasted to the end of the run', () => {
    const end = {
      type: 'lane-end' as const,
      id: 1,
      atMs: 900,
      cpuMs: 3,
      exitStatus: null,
      signal: 'SIGTERM',
    };
    const { lanes } = timelineOf(laneLine(0, 'main'), laneLine(1, 'process', { atMs: 5 }), end);
    expect(lanes).toEqual([
      expect.objectContaining({ id: 0, startMs: 0, endMs: 2004.5, cpuMs: 0, exitStatus: null, signal: null }),
      expect.objectContaining({
        id: 1,
        startMs: 5,
        endMs: 900,
        cpuMs: 3,
        exitStatus: null,
        signal: 'SIGTERM',
      }),
    ]);
  });

  it('tells helpers of the interpreter from workers', () => {
    const exec = (lane: number, ...argv: string[]) => ({ type: 'exec' as const, lane, atMs: 1, argv });
    const { lanes } = timelineOf(
      laneLine(0, 'main'),
      exec(0, 'python3', '-u', 'main.py'),
      laneLine(1, 'process'),
      exec(1, 'python3', '-c', 'from multiprocessing.resource_tracker import main;main(4)'),
      laneLine(2, 'process'),
      exec(2, 'python3', '-c', 'from multiprocessing.forkserver import main; main(3)'),
      laneLine(3, 'process', { parent: 2 }),
      laneLine(4, 'thread', { parent: 3, process: 3 }),
      laneLine(5, 'thread', { parent: 2, process: 2 }),
      laneLine(6, 'process'),
      exec(6, '/bin/sh', '-c', 'true'),
      laneLine(7, 'process', { parent: 6 }),
    );
    expect(lanes.map(({ role }) => role)).toEqual([
      'student',
      'resource-tracker',
      'forkserver',
      'student',
      'student',
      'forkserver',
      'program',
      'program',
    ]);
  });

  it('puts characters together that were split over two writes, with another lane between', () => {
    const [first, second] = [Buffer.from('ü').subarray(0, 1), Buffer.from('ü').subarray(1)];
    expect(
      textOf(
        outputLine(Buffer.concat([Buffer.from('a'), first])),
        outputLine('other', { lane: 1 }),
        outputLine('error', { stream: 'stderr' }),
        outputLine(second),
      ),
    ).toEqual(['a', 'other', 'error', 'ü']);
  });

  it('marks bytes that are no text, unfinished characters and NUL', () => {
    expect(textOf(outputLine(Buffer.of(0x61, 0xff, 0)), outputLine(Buffer.of(0xc3)))).toEqual([
      'a\ufffd\ufffd',
      '\ufffd',
    ]);
  });

  it('sorts by time, whatever the order of the lines', () => {
    const span = (startMs: number) => ({
      type: 'span' as const,
      lane: 0,
      kind: 'sleeping' as const,
      on: 'sleep' as const,
      startMs,
      endMs: 9,
      ended: 'deadline' as const,
    });
    const timeline = timelineOf(
      span(5),
      span(1),
      outputLine('b', { atMs: 2 }),
      outputLine('a', { atMs: 1, lane: 1 }),
    );
    expect(timeline.spans.map(({ startMs }) => startMs)).toEqual([1, 5]);
    expect(timeline.spans[0]).not.toHaveProperty('type');
    expect(timeline.output.map(({ text }) => text)).toEqual(['a', 'b']);
  });

  it('keeps what a probe reports if it is JSON that can be stored', () => {
    const { reported } = timelineOf(
      reportedLine('{"work": 25}\n{"work": 26}\n'),
      reportedLine('not json'),
      reportedLine('"\\u0000"'),
      reportedLine('"\\uD800"'),
    );
    expect(reported.map(({ data }) => data)).toEqual([{ work: 25 }, { work: 26 }]);
  });
});
