import { describe, expect, test } from 'vitest';
import { mergeUploads, problemOfName } from './uploads.ts';

const starter = [
  { name: 'main.py', text: 'print("starter")\n' },
  { name: 'report.md', text: '# Report\n' },
];
const upload = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

describe('mergeUploads', () => {
  test('a single program takes the place of the starter, whatever its name', () => {
    const merged = mergeUploads(starter, starter, [upload('solution.py', 'print(1)\n')]);
    expect(merged.files).toEqual([{ name: 'main.py', text: 'print(1)\n' }, starter[1]]);
    expect(merged.active).toBe('main.py');
    expect(merged.notes).toEqual(['main.py now holds solution.py.']);
  });

  test('several programs keep their names, and the untouched starter goes', () => {
    const merged = mergeUploads(starter, starter, [upload('a.py', 'a'), upload('b.py', 'b')]);
    expect(merged.files.map(({ name }) => name)).toEqual(['report.md', 'a.py', 'b.py']);
  });

  test('several programs with a main.py replace it', () => {
    const merged = mergeUploads(starter, starter, [upload('main.py', 'm'), upload('b.py', 'b')]);
    expect(merged.files.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'main.py m',
      'report.md # Report\n',
      'b.py b',
    ]);
  });

  test('a file of the same name is replaced', () => {
    const merged = mergeUploads(starter, starter, [upload('report.md', 'Threads win.')]);
    expect(merged.files[1]).toEqual({ name: 'report.md', text: 'Threads win.' });
    expect(merged.notes).toEqual(['report.md was replaced.']);
  });

  test('what is not UTF-8 is refused by name, and the rest is taken', () => {
    const merged = mergeUploads(starter, starter, [
      { name: 'a.png', bytes: new Uint8Array([0x89, 0x50, 0xff]) },
      upload('notes.txt', 'x'),
    ]);
    expect(merged.errors).toEqual(['a.png is not text in UTF-8. Save it as UTF-8 and try again.']);
    expect(merged.files.map(({ name }) => name)).toContain('notes.txt');
  });

  test('too many or too large changes nothing', () => {
    const many = Array.from({ length: 9 }, (_, index) => upload(`f${index}.txt`, ''));
    expect(mergeUploads(starter, starter, many)).toMatchObject({
      files: starter,
      active: null,
      errors: ['That would be 11 files; at most 10 can be handed in.'],
    });
    const large = mergeUploads(starter, starter, [
      upload('a.txt', 'x'.repeat(200_000)),
      upload('b.txt', 'x'.repeat(200_000)),
    ]);
    expect(large.files).toEqual(starter);
    expect(large.errors[0]).toContain('at most 256 KiB');
  });

  test('nothing that was there is changed in place', () => {
    const before = structuredClone(starter);
    mergeUploads(starter, starter, [upload('solution.py', 'x')]);
    expect(starter).toEqual(before);
  });
});

test.each([
  ['helper.py', null],
  ['', 'Give the file a name.'],
  ['main.py', 'There is a main.py already.'],
  ['../x.py', 'Letters, digits, ".", "-" and "_" only, and no folders.'],
  ['.hidden', 'Letters, digits, ".", "-" and "_" only, and no folders.'],
])('the name %j: %j', (name, problem) => {
  expect(problemOfName(name, starter)).toBe(problem);
});
