import { expect, it } from 'vitest';
import { firstDuplicateName } from './json-duplicates.js';

it.each([
  ['{}', null],
  ['{"a": 1, "b": {"a": 2}}', null],
  ['[{"a": 1}, {"a": 1}]', null],
  ['{"a": "\\"a\\": 1, {", "b": 1}', null],
  ['{"a": ["a", "a", "a"]}', null],
  ['{"a": 1, "a": 1}', 'a'],
  ['{"files": {"main.py": "1", "x.py": "", "main.py" : "2"}}', 'files.main.py'],
  ['{"a": 1, "\\u0061": 2}', 'a'],
  ['{"a": [], "b": {}, "a": 2}', 'a'],
  ['"text"', null],
])('%s', (text, expected) => {
  expect(() => JSON.parse(text)).not.toThrow();
  expect(firstDuplicateName(text)).toBe(expected);
});
