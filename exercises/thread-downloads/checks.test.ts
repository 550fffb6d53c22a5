import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/grading/checks-api.js';
import type { Lane, LeftFile, RequestRecord } from '../../src/grading/timeline.js';
import { aLane, anOutput, aRequest, aRun } from '../../test/support/runs.js';
import { checks } from './checks.js';

interface Program {
  lanes?: (Partial<Lane> & Pick<Lane, 'id'>)[];
  requests: RequestRecord[];
  files?: LeftFile[];
  stderr?: string;
}

/** The n-th file, of 1000 + n bytes. */
const download = (
  lane: number,
  file: number,
  startMs: number,
  endMs: number,
  more: Partial<RequestRecord> = {},
) => ({
  ...aRequest(lane, startMs, endMs),
  url: `http://example.com/${file}.jpg`,
  responseBytes: 1000 + file,
  bodyCrc32: file,
  ...more,
});
const saved = (file: number, path = `${file}.jpg`): LeftFile => ({ path, bytes: 1000 + file, crc32: file });

const threeLanes = [1, 2, 3].map((id) => ({ id }));
const threeAtOnce = [download(1, 1, 0, 1000), download(2, 2, 0, 2000), download(3, 3, 0, 3000)];

function failing({ lanes = threeLanes, requests, files = [], stderr = '' }: Program): string[] {
  const timeline = {
    lanes: [aLane({ id: 0 }), ...lanes.map(aLane)],
    requests,
    leftFiles: files,
    output: stderr === '' ? [] : [anOutput(stderr, { stream: 'stderr', lane: 1 })],
  };
  const runs = ['as-asked', 'later-slower'].map((scenario) => aRun({ scenario }, timeline));
  const evidence: Evidence = { files: {}, entry: 'main.py', runs, scenarios: [] };
  const verdicts = Object.entries(checks).map(([id, check]) => ({ id, verdict: check(evidence) }));
  for (const { verdict } of verdicts) expect(verdict.message).not.toMatch(/undefined|NaN/);
  return verdicts.filter(({ verdict }) => verdict.share < 1).map(({ id }) => id);
}

describe('several downloads by threads', () => {
  it.each<[string, Program, string[]]>([
    ['three at once', { requests: threeAtOnce }, []],
    [
      'a pool of three with six files',
      {
        requests: [
          ...threeAtOnce,
          download(1, 4, 1010, 3000),
          download(2, 5, 2010, 3000),
          download(1, 6, 3010, 3100),
        ],
      },
      [],
    ],
    [
      'by curl, one for each thread',
      {
        lanes: [
          ...threeLanes,
          ...[4, 5, 6].map((id) => ({
            id,
            kind: 'process' as const,
            role: 'program' as const,
            parent: id - 3,
          })),
        ],
        requests: [download(4, 1, 0, 1000), download(5, 2, 0, 2000), download(6, 3, 0, 3000)],
      },
      [],
    ],
    [
      'a HEAD and a redirect before',
      {
        requests: [
          download(0, 1, 0, 100, { method: 'HEAD', responseBytes: 0 }),
          download(1, 9, 0, 100, { status: 301 }),
          ...threeAtOnce.map((request) => ({ ...request, startMs: 110 })),
        ],
      },
      [],
    ],
    [
      'a second try after an error',
      {
        requests: [
          download(1, 1, 0, 100, { status: 503 }),
          ...threeAtOnce.map((request) => ({ ...request, startMs: 110 })),
        ],
      },
      [],
    ],
    [
      'one after the other',
      {
        requests: [download(1, 1, 0, 1000), download(2, 2, 1010, 3000), download(3, 3, 3010, 6000)],
      },
      ['overlap'],
    ],
    [
      'two at a time',
      {
        requests: [download(1, 1, 0, 1000), download(2, 2, 0, 2000), download(3, 3, 1000, 4000)],
      },
      ['overlap'],
    ],
    [
      'two workers',
      {
        requests: [download(1, 1, 0, 1000), download(2, 2, 0, 2000), download(1, 3, 1000, 4000)],
      },
      ['threads'],
    ],
    ['only two files', { requests: threeAtOnce.slice(1) }, ['all-files']],
    [
      'three times the same file',
      {
        requests: threeAtOnce.map((request) => ({ ...request, url: 'http://example.com/1.jpg' })),
      },
      ['all-files'],
    ],
    [
      'by the main thread',
      {
        requests: threeAtOnce.map((request) => ({ ...request, lane: 0 })),
      },
      ['threads', 'overlap'],
    ],
    [
      'by threads of three processes',
      {
        lanes: [1, 2, 3].flatMap((id) => [
          { id, kind: 'process' as const },
          { id: id + 3, process: id },
        ]),
        requests: threeAtOnce.map((request) => ({ ...request, lane: (request.lane ?? 0) + 3 })),
      },
      ['threads', 'overlap'],
    ],
    [
      'one cut off',
      {
        requests: [...threeAtOnce, download(1, 4, 1000, 1500, { completed: false })],
      },
      ['all-files'],
    ],
    ['nothing', { requests: [] }, ['all-files', 'threads', 'overlap']],
  ])('%s', (_, program, expected) => expect(failing(program)).toEqual(expected));
});

describe('what is saved', () => {
  const all = [saved(1), saved(2), saved(3)];
  it.each<[string, LeftFile[], string[]]>([
    ['all', all, []],
    [
      'all, under other names, and a log',
      [...all.map((file, at) => ({ ...file, path: `d/${at}` })), { path: 'log.txt', bytes: 9, crc32: 9 }],
      [],
    ],
    ['only a log', [{ path: 'log.txt', bytes: 9, crc32: 9 }], []],
    ['one of three', [saved(1)], ['all-files']],
    ['one cut short', [saved(1), saved(2), { ...saved(3), bytes: 500 }], ['all-files']],
    [
      'one of the same length with other bytes',
      [saved(1), saved(2), { ...saved(3), crc32: 77 }],
      ['all-files'],
    ],
    ['one file for all of them', [{ path: 'picture.jpg', bytes: 3006, crc32: 77 }], ['all-files']],
    ['three that are empty', all.map((file) => ({ ...file, bytes: 0, crc32: 0 })), ['all-files']],
  ])('%s', (_, files, expected) => expect(failing({ requests: threeAtOnce, files })).toEqual(expected));

  it('is asked for where an error kept the program from saving', () => {
    const stderr =
      "Traceback (most recent call last):\nFileNotFoundError: [Errno 2] No such file or directory: 'd/1.jpg'\n";
    expect(failing({ requests: threeAtOnce, stderr })).toEqual(['all-files']);
  });
});
