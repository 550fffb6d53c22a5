import { describe, expect, it } from 'vitest';
import { aRequest, aRun } from '../../test/support/runs.js';
import { savedDownloadsOf } from './saved-downloads.js';
import type { LeftFile, RequestRecord } from './timeline.js';

const a = { ...aRequest(1, 0, 1), url: 'http://x.org/a.png', responseBytes: 10, bodyCrc32: 1 };
const b = { ...aRequest(2, 0, 1), url: 'http://x.org/b.png', responseBytes: 20, bodyCrc32: 2 };
const copy = (of: RequestRecord, path: string): LeftFile => {
  return { path, bytes: of.responseBytes, crc32: of.bodyCrc32 ?? null };
};
const other = (path: string): LeftFile => ({ path, bytes: 5, crc32: 5 });

function judge(answers: RequestRecord[], files: LeftFile[]) {
  const { saved, lost, wrong } = savedDownloadsOf(aRun({}, { leftFiles: files }), answers);
  return [saved, lost, wrong.map(({ path }) => path)];
}

const urlA = 'http://x.org/a.png';
const urlB = 'http://x.org/b.png';

describe('saved downloads', () => {
  it.each<[string, RequestRecord[], LeftFile[], string[][]]>([
    ['nothing saved', [a, b], [], [[], [], []]],
    ['both', [a, b], [copy(a, '1'), copy(b, '2')], [[urlA, urlB], [], []]],
    [
      'both, one of them twice',
      [a, a, b],
      [copy(a, '1'), copy(b, '2'), copy(b, '3')],
      [[urlA, urlB], [], []],
    ],
    ['one of two', [a, b], [copy(a, '1'), other('log')], [[urlA], [urlB], []]],
    [
      'one of two, the other with wrong bytes',
      [a, b],
      [copy(a, '1'), other('b.png')],
      [[urlA], [urlB], ['b.png']],
    ],
    ['none, but a table of the program', [a, b], [other('sizes.csv')], [[], [], []]],
    ['none, and a file of the same kind', [a, b], [other('x.PNG')], [[], [urlA, urlB], ['x.PNG']]],
    [
      'none, and one picture for all addresses, which have no ending',
      [
        { ...a, url: 'http://x.org/?n=1' },
        { ...b, url: 'http://x.org/?n=2' },
      ],
      [other('300.jpg')],
      [[], ['http://x.org/?n=1', 'http://x.org/?n=2'], ['300.jpg']],
    ],
    [
      'none, and as many files as addresses',
      [a, b],
      [other('1'), other('2')],
      [[], [urlA, urlB], ['1', '2']],
    ],
    ['what the interpreter keeps', [a, b], [other('__pycache__/x.png'), other('.cache/y.png')], [[], [], []]],
    ['parts of a file', [{ ...a, status: 206 }, b], [other('a.png')], [[], [], []]],
    [
      'what travelled compressed',
      [
        { ...a, bodyCrc32: null },
        { ...b, bodyCrc32: null },
      ],
      [other('a.png')],
      [[], [], []],
    ],
    ['a run from before checksums', [{ ...a, bodyCrc32: undefined }], [other('a.png')], [[], [], []]],
  ])('%s', (_, answers, files, expected) => expect(judge(answers, files)).toEqual(expected));
});
