import { describe, expect, it } from 'vitest';
import { anExercise } from '../../test/support/runs.js';
import { acceptSubmission, findProgram, maxTotalBytes, textOfFile } from './submission-files.js';

const exercise = anExercise();
const withReport = anExercise({ languages: { python: { starter: [], required: ['report.md'] } } });

describe('acceptSubmission', () => {
  it.each([
    ['the only .py file, whatever its name', { 'my solution.py': 'pass' }, 'my solution.py'],
    ['main.py among several', { 'main.py': 'import a', 'a.py': '' }, 'main.py'],
    ['a program and a text', { 'x.py': '', 'notes.md': 'ß' }, 'x.py'],
    ['exactly as much as is allowed', { 'x.py': 'x'.repeat(maxTotalBytes) }, 'x.py'],
  ])('takes %s', (_, files, entry) => {
    expect(acceptSubmission(exercise, { language: 'python', files })).toEqual({
      accepted: true,
      submission: { language: 'python', files, entry },
    });
  });

  const files = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.txt`, '']));
  it.each([
    ['no files', {}, 'no-files', 'files'],
    ['too many files', files(11), 'too-many-files', 'files'],
    ['a byte too much', { 'x.py': 'x'.repeat(maxTotalBytes + 1) }, 'too-large', 'files'],
    ['too much in UTF-8', { 'x.py': 'ü'.repeat(maxTotalBytes / 2 + 1) }, 'too-large', 'files'],
    ['a path', { '../x.py': '' }, 'bad-name', 'files.../x.py'],
    ['an absolute path', { '/x.py': '' }, 'bad-name', 'files./x.py'],
    ['a hidden file', { '.x.py': '' }, 'bad-name', 'files..x.py'],
    ['an option', { '-x.py': '' }, 'bad-name', 'files.-x.py'],
    ['an empty name', { '': '' }, 'bad-name', 'files.'],
    ['a line break', { 'a\n.py': '' }, 'bad-name', 'files.a\n.py'],
    ['a NUL in the text', { 'x.py': 'a\0b' }, 'not-text', 'files.x.py'],
    ['half a surrogate pair', { 'x.py': '\ud800' }, 'not-text', 'files.x.py'],
    ['no program', { 'x.txt': '' }, 'no-program', 'files'],
    ['two programs, neither main.py', { 'a.py': '', 'b.py': '' }, 'ambiguous-program', 'files'],
  ])('refuses %s', (_, given, code, field) => {
    const answer = acceptSubmission(exercise, { language: 'python', files: given });
    expect(answer).toMatchObject({ accepted: false, problems: [{ code, field }] });
  });

  it('refuses __proto__ as a name', () => {
    const given = JSON.parse('{"__proto__": "x", "x.py": ""}');
    expect(acceptSubmission(exercise, { language: 'python', files: given })).toMatchObject({
      accepted: false,
      problems: [{ code: 'bad-name' }],
    });
  });

  it('refuses a language that is not offered, and names those that are', () => {
    const answer = acceptSubmission(exercise, { language: 'cobol', files: { 'x.py': '' } });
    expect(answer).toMatchObject({
      accepted: false,
      problems: [{ code: 'unknown-language', field: 'language' }],
    });
    expect(JSON.stringify(answer)).toContain('python');
  });

  it('names every missing file that the exercise asks for', () => {
    const answer = acceptSubmission(withReport, { language: 'python', files: { 'x.py': '' } });
    expect(answer).toMatchObject({
      accepted: false,
      problems: [{ code: 'missing-file', field: 'files.report.md' }],
    });
  });

  it('names all that is wrong at once', () => {
    const answer = acceptSubmission(exercise, { language: 'python', files: { '/a.py': '\0', '.b': '' } });
    expect(answer.accepted ? [] : answer.problems.map(({ field }) => field)).toEqual([
      'files./a.py',
      'files./a.py',
      'files..b',
    ]);
  });
});

describe('textOfFile', () => {
  it('reads UTF-8', () => {
    expect(textOfFile('x.py', new TextEncoder().encode('print("ü")'))).toBe('print("ü")');
  });

  it('names the file whose bytes are not UTF-8', () => {
    expect(textOfFile('x.py', Uint8Array.of(0x70, 0xff, 0xfe))).toMatchObject({
      code: 'not-text',
      field: 'files.x.py',
    });
  });
});

describe('findProgram', () => {
  it('does not take a .pyc or a .PY for a program', () => {
    expect(findProgram('python', ['x.pyc', 'y.PY'])).toMatchObject({ code: 'no-program' });
  });
});
