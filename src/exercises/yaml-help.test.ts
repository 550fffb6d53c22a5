import { describe, expect, it } from 'vitest';
import { completeYaml, describeYaml } from './yaml-help.js';

/** `|` is where the cursor is. */
const at = (marked: string) => [marked.replace('|', ''), marked.indexOf('|')] as const;
const labelsAt = (marked: string) => completeYaml(...at(marked)).items.map(({ label }) => label);

describe('completeYaml', () => {
  it.each([
    ['the first key', '|', ['slug', 'version', 'title']],
    ['a key that is begun', 'slug: a\nver|', ['version', 'title', 'summary']],
    ['a key of an item', 'scenarios:\n  - id: a\n    |', ['title', 'seed', 'order']],
    ['the first key of an item', 'scenarios:\n  - |\nchecks: []', ['id', 'title', 'seed']],
    ['a key between braces', 'scenarios:\n  - {id: a, se|}', ['title', 'seed', 'order']],
    [
      'a key far below',
      'scenarios:\n  - internet:\n      rules:\n        - fai|',
      ['url', 'delayMs', 'status'],
    ],
    ['a key before others', 'scenarios:\n  - id: a\n    |\n    title: b', ['seed', 'order', 'internet']],
    ['a value out of a few', 'scenarios:\n  - order: |', ['free', 'parent-first']],
    ['a value that is begun', 'scenarios:\n  - {order: pa|}', ['free', 'parent-first']],
    ['a key although other lines are wrong', 'slug: [\nscenarios:\n  - |', ['id', 'title', 'seed']],
    ['no value where any will do', 'title: a|', []],
    ['nothing within a text', 'title: "a: |"', []],
    ['nothing below what is unknown', 'nonsense:\n  |', []],
  ])('offers %s', (_, marked, labels) => {
    expect(labelsAt(marked).slice(0, 3)).toEqual(labels);
  });

  it('offers no key twice, and replaces what is begun of one', () => {
    const marked = 'slug: a\nver|sion: 1';
    expect(labelsAt(marked)).not.toContain('slug');
    expect(completeYaml(...at(marked)).from).toBe(8);
  });
});

describe('describeYaml', () => {
  it.each([
    ['a key', 'scenarios:\n  - or|der: free', 'order: "free" | "parent-first" (may be left out)'],
    ['a key that is needed', 'checks:\n  - {poi|nts: 1}', 'points: whole number, more than 0, at most 10000'],
    ['a list', 'scena|rios: []', 'scenarios: list of {id, title, seed, order, internet, probe, limits}'],
  ])('says what %s is', (_, marked, signature) => {
    const description = describeYaml(...at(marked), null);
    expect(description).toMatchObject({ signature, edits: [] });
    expect(description?.documentation).not.toBe('');
  });

  it('says what a key would be, and nothing of what it does not know', () => {
    expect(describeYaml(...at('scenarios:\n  - |'), 'seed')?.signature).toBe('seed: whole number, 0 or more');
    expect(describeYaml(...at('scenarios:\n  - |'), 'sede')).toBeNull();
    expect(describeYaml(...at('nonsense|: 1'), null)).toBeNull();
    expect(describeYaml(...at('title: pla|in'), null)).toBeNull();
  });
});
