import { describe, expect, it } from 'vitest';
import { anOutput, aRun } from '../../test/support/runs.js';
import { crashOf } from './crash.js';

const stderr = (text: string) => ({ output: [anOutput(text, { stream: 'stderr' })] });

const traceback = `Traceback (most recent call last):
  File "/box/main.py", line 9, in <module>
    main()
  File "/box/main.py", line 4, in main
    json.loads("{")
  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads
    return _default_decoder.decode(s)
json.decoder.JSONDecodeError: Expecting property name: line 1
`;

const end = '\n\nNode.js v24.21.0\n';

const nodes = (error: string, stack = '    at file:///box/main.mjs:2:9\n') =>
  `file:///box/main.mjs:2\n  line two\n        ^\n\n${error}\n${stack}\nNode.js v24.21.0\n`;

const group = `  + Exception Group Traceback (most recent call last):
  |   File "/box/main.py", line 7, in main
  |     async with asyncio.TaskGroup() as tg:
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
`;
const framed = (text: string) => text.replace(/^(?=.)/gm, '    | ');

describe('crashOf', () => {
  it.each([
    ['no traceback', 'warning: something\n', null],
    ['the last place in the student’s files', traceback, { file: 'main.py', line: 4 }],
    [
      'a syntax error, which has no traceback',
      '  File "/box/my.py", line 2\n    def\n       ^\nSyntaxError: invalid syntax\n',
      { error: 'SyntaxError: invalid syntax', file: 'my.py', line: 2 },
    ],
    [
      'a message that begins on the next line',
      'Traceback (most recent call last):\nRuntimeError: \n        An attempt has been made\n        to start\n\n',
      { error: 'RuntimeError: An attempt has been made to start' },
    ],
    [
      'the first of a group',
      `${group}  +-+---------------- 1 ----------------\n${framed(traceback)}    +---------------- 2 ----------------\n    | Traceback (most recent call last):\n    | OSError\n    +------------------------------------\n`,
      { error: 'json.decoder.JSONDecodeError: Expecting property name: line 1', line: 4 },
    ],
    [
      'a group of what was never raised',
      `${group}  +-+---------------- 1 ----------------\n    | ValueError: a\n    +------------------------------------\n`,
      { error: 'ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)', line: 7 },
    ],
    [
      'the last of several',
      `${traceback}\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "/box/main.py", line 12, in <module>\nKeyboardInterrupt\n`,
      { error: 'KeyboardInterrupt', line: 12 },
    ],
    [
      'an error of Node, with its innermost place among the files',
      `file:///box/a.mjs:5\n  return f(b);\n     ^\n\nReferenceError: b is not defined\n    at f (file:///box/a.mjs:5:3)\n    at async file:///box/a.mjs:7:11${end}`,
      { error: 'ReferenceError: b is not defined', file: 'a.mjs', line: 5 },
    ],
    [
      'one of CommonJS, beneath places that are not the student’s',
      `/box/c.js:2\nconst a: b\n  ^\n\nError [ERR_X]: no https\n    at nodeError (node:internal/host:43:19)\n    at Object.eval (/box/c.js:2:76)${end}`,
      { error: 'Error [ERR_X]: no https', file: 'c.js', line: 2 },
    ],
    [
      'a syntax error of JavaScript',
      `SyntaxError: Unexpected end of input\n    at file:///box/b.js:3${end}`,
      { error: 'SyntaxError: Unexpected end of input', file: 'b.js', line: 3 },
    ],
    [
      'what was thrown and is no Error',
      `Uncaught "no"${end}`,
      { error: 'Uncaught "no"', file: null, line: null },
    ],
    [
      'an error of Node, with the place where it was thrown',
      nodes('TypeError: bad', '    at f (file:///box/other.mjs:7:9)\n    at file:///box/main.mjs:2:9\n'),
      { language: 'javascript', error: 'TypeError: bad', file: 'main.mjs', line: 2 },
    ],
    [
      'one of several lines, after other text',
      `so far so good\n${nodes('Error: first\nsecond')}`,
      { error: 'Error: first second', line: 2 },
    ],
    [
      'why a request failed',
      nodes('TypeError: fetch failed', '    at main (/box/a.js:1:2)\n  [cause]: Error: read ECONNRESET\n'),
      { error: 'TypeError: fetch failed (read ECONNRESET)' },
    ],
    [
      'one without a place',
      'SyntaxError: The requested module does not provide it\n\nNode.js v24.21.0\n',
      { error: 'SyntaxError: The requested module does not provide it', file: null, line: null },
    ],
    [
      'what is no error',
      'Uncaught "nope"\n(Use Error objects: they say where they come from.)\n\nNode.js v24.21.0\n',
      { error: 'Uncaught "nope"', file: null },
    ],
    ['an error that was caught and printed', 'TypeError: x\n    at file:///box/a.mjs:1:2\n', null],
    ['nothing but the end of Node', `oh${end}`, null],
  ])('%s', (_, text, expected) => {
    const crash = crashOf(aRun({}, stderr(text)));
    if (expected === null) expect(crash).toBeNull();
    else expect(crash).toMatchObject(expected);
  });
});
