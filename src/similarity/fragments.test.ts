import { describe, expect, it } from 'vitest';
import { fingerprint, hashesOfStarter } from './fingerprints.js';
import { correspondence } from './fragments.js';
import { similarPairs } from './pairs.js';
import { pythonTokenizer } from './python-tokens.js';

const tokenize = await pythonTokenizer();
const none: ReadonlySet<number> = new Set();
const of = (id: string, text: string, ignored = none) =>
  fingerprint(tokenize, { id, files: { 'main.py': text } }, ignored);
const similarityOf = (one: string, other: string, ignored = none) =>
  similarPairs([of('a', one, ignored), of('b', other, ignored)], 0.01, 10).kept[0]?.similarity ?? 0;

const download = `import threading
import time

def download(address, results):
    started = time.monotonic()
    with open(address) as stream:
        results.append((address, len(stream.read()), time.monotonic() - started))

results = []
threads = [threading.Thread(target=download, args=(name, results)) for name in ["a", "b", "c"]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))
`;

/** As somebody changes what they copied: names, literals, comments. */
const disguised = `# my own work!
${download.replaceAll('download', 'fetch_it').replaceAll('results', 'found').replaceAll('"a", "b", "c"', '"x", "y", "zz"')}`;

const another = `from multiprocessing import Pool

class Square:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, number):
        return self.factor * number ** 2

if __name__ == "__main__":
    with Pool(4) as pool:
        total = 0
        for value in pool.imap_unordered(Square(3), range(100), chunksize=25):
            total += value
        print(f"{total:,}" if total > 10 else "none")
`;

describe('programs', () => {
  it('are the same under other names', () => {
    expect(similarityOf(download, disguised)).toBe(1);
    expect(similarityOf(download, another)).toBeLessThan(0.2);
  });

  it('correspond line by line', () => {
    const { fragments, longest } = correspondence(of('a', download), of('b', disguised));
    expect(fragments).toHaveLength(1);
    const [{ left, right } = { left: null, right: null }] = fragments;
    expect(left?.file).toBe('main.py');
    expect(right && left && right.from - left.from).toBe(1);
    expect(left && left.to - left.from).toBeGreaterThan(10);
    expect(longest).toBeGreaterThan(200);
  });

  it('share only the part that was copied', () => {
    const both = `${another}\n${download}`;
    const { fragments } = correspondence(of('a', download), of('b', both));
    const shift = another.split('\n').length;
    expect(fragments[0]?.right.from).toBeGreaterThan(shift - 2);
    expect(similarityOf(download, both)).toBeGreaterThan(0.4);
    expect(similarityOf(download, both)).toBeLessThan(0.9);
  });

  it('are compared without what everybody was given', () => {
    const ignored = hashesOfStarter(tokenize, [{ name: 'main.py', text: download }]);
    const [one, other] = [`${download}\nprint(1)\n`, `${download}\nwhile True:\n    break\n`];
    expect(similarityOf(one, other)).toBeGreaterThan(0.8);
    expect(similarityOf(one, other, ignored)).toBe(0);
    const [more, less] = [`${download}${another}`, `${download}\n${another}`];
    expect(similarityOf(more, less, ignored)).toBeGreaterThan(0.8);
  });

  it('name the file of each line', () => {
    const files = { 'helper.py': another, 'main.py': download, 'notes.md': download };
    const { fragments } = correspondence(fingerprint(tokenize, { id: 'a', files }, none), of('b', download));
    expect(new Set(fragments.map(({ left }) => left.file))).toEqual(new Set(['main.py']));
    expect(fragments.every(({ left }) => left.from >= 1 && left.to <= download.split('\n').length)).toBe(
      true,
    );
  });

  it('of one statement, thousands of times, are soon done with', () => {
    const [one, other] = [of('a', 'x = f(1)\n'.repeat(9_000)), of('b', 'y = g(2)\n'.repeat(9_000))];
    const { fragments } = correspondence(one, other);
    expect(fragments).toHaveLength(1);
    expect(fragments[0]?.left).toMatchObject({ file: 'main.py', from: 1 });
  });
});
