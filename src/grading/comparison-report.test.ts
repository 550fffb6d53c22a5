import { describe, expect, it } from 'vitest';
import { readComparison } from './comparison-report.js';

describe('the model that a report calls the best', () => {
  it.each<[string, string[]]>([
    ['Asyncio worked best because it needs no threads.', ['asyncio']],
    ['In my tests, **asyncio** was the fastest (2.01 s), followed by threads and processes.', ['asyncio']],
    ['The fastest was multithreading.', ['threads']],
    ['The best method was `asyncio`, since waiting costs nothing there.', ['asyncio']],
    ['The winner is multiprocessing!', ['processes']],
    ['Winner: threads', ['threads']],
    ['Best: asyncio. Worst: processes.', ['asyncio']],
    ['The clear winner here was asyncio.', ['asyncio']],
    ['Threads and asyncio were the fastest.', ['threads', 'asyncio']],
    ['Multithreading outperformed both multiprocessing and asyncio.', ['threads']],
    ['asyncio beats the others', ['asyncio']],
    ['ThreadPoolExecutor had the shortest time.', ['threads']],
    ['## Which worked best?\n\nAsyncio.', ['asyncio']],
    ['### Winner\n\nThe event loop of asyncio', ['asyncio']],
    ['| threads | 2.0 s | |\n| asyncio | 1.9 s | 🏆 |', ['asyncio']],
    ['- Threads: 2.1 s\n- Processes: 2.3 s\n- Asyncio: 2.0 s (fastest)', []],
    ['Asyncio came out on top, because it is light.', ['asyncio']],
    ['The quickest one was threads.', ['threads']],
    ['Processes worked best on my computer.', ['processes']],
    ['As expected, asyncio was the fastest of the three.', ['asyncio']],
    ['Asyncio was by far the fastest of threads, processes and asyncio.', ['asyncio']],
    ['Processes were the slowest and asyncio was the fastest.', ['asyncio']],
    ['From fastest to slowest: asyncio, threads, processes.', ['asyncio']],
    ['Threads won by a small margin over asyncio.', ['threads']],
    ['I measured threads and asyncio and found asyncio to be the fastest of the two.', ['asyncio']],
    ['Asyncio was faster than both threads and processes.', ['asyncio']],
    ['Threads were a little faster than asyncio.', []],
    ['Threads were not faster than both of the others.', []],
    ['Processes were slower, and nothing was better than asyncio.', []],
    ['Threads were the best model among threads, processes and coroutines.', ['threads']],
    ['Best overall\n============\n\nThreads. Asyncio is close.', ['threads']],
  ])('%s', (text, winners) => {
    expect([...readComparison(text).winners].sort()).toEqual([...winners].sort());
  });
});

describe('what names no winner, though it has the words for one', () => {
  it.each([
    'Threads were not the best.',
    "Processes weren't the fastest.",
    'Neither threads nor processes were the best.',
    'For CPU-bound work, multiprocessing is the best.',
    'I expected threads to be the fastest.',
    'Threads would be the best if the files were small.',
    'Which one is best: threads, processes or asyncio?',
    'The fastest of threads, processes and asyncio is not easy to tell.',
    'Compared to threads the best one took half the time.',
    'Threads took 2.0 s at best.',
    'Best of three runs: threads 2.0 s, processes 2.1 s, asyncio 2.0 s.',
    'There is no clear winner among threads, processes and asyncio.',
    'Processes were the second best.',
    'Many people say that asyncio is the fastest.',
    'Asyncio was slower than the best.',
    'It is good practice to follow best practices with threads.',
    'Threads beat processes.',
    'The slowest were processes, the worst choice of all.',
    'Almost the best were threads.',
  ])('%s', (text) => {
    expect(readComparison(text).winners).toEqual([]);
  });
});

describe('whether a report ranks at all', () => {
  it.each([
    'Processes came first in my runs (2.00 s), but this is within the noise.',
    'Asyncio helped most, as it starts nothing new.',
    'They finished within a few hundredths of a second of each other.',
    'The numbers of the three are practically identical.',
    'asyncio ≈ threads < processes',
    '### Result\n\nasyncio 🏆',
    'I consider asyncio the most elegant and lightest solution.',
    'Asyncio and threads are on a par, and processes are behind them.',
    'It hardly matters which of them is used.',
    'Asyncio had the edge over threads.',
    'I would recommend asyncio.',
    'All three took the same time.',
    'Threads were faster than processes, and asyncio was about as fast.',
    'There was no difference between threads, processes and asyncio.',
    'Asyncio war am schnellsten, weil ...; der schnellste Weg war asyncio',
    'El mejor método fue asyncio porque no crea hilos.',
    '1st place - asyncio\n\n2nd place - threads\n\n3rd place - processes',
    'The worst was multiprocessing; the other two hardly differ.',
    'Conclusion: for this task, asyncio.',
    'Hence the order I measured: asyncio, threads, processes.',
    'I liked asyncio the most.',
    'Processes came last.',
    'I would go for asyncio.',
    "If I did this again, I'd use asyncio.",
  ])('yes: %s', (text) => expect(readComparison(text).ranks).toBe(true));

  it.each([
    'I downloaded the same files with threads, processes and asyncio.',
    'Threads took 2.0 s. Processes took 2.1 s. Asyncio took 2.0 s.',
    'This program shows how to use threads, processes and asyncio for downloads.',
    'Most of the time is spent waiting. In order to measure threads, processes and asyncio I ran each five times.',
    'Conclusion: I measured threads, processes and asyncio.',
  ])('no: %s', (text) => expect(readComparison(text).ranks).toBe(false));
});

describe('whether a report gives a reason', () => {
  it.each([
    'Asyncio is the quickest because it waits only once.',
    'My explanation is the work needed to create each of them.',
    'The difference comes from the start of the processes.',
  ])('yes: %s', (text) => expect(readComparison(text).givesReason).toBe(true));

  it('no: only figures and a rank', () => {
    const text =
      'Threads: 2.1 s. Processes: 2.3 s. Asyncio: 2.0 s. The best was asyncio, second came threads.';
    expect(readComparison(text).givesReason).toBe(false);
  });
});

describe('that all were equal', () => {
  it.each([
    ['All three took about the same time.', true],
    ['All three models were equally fast.', true],
    ['The three approaches show no real difference in speed.', true],
    ['All three downloaded the same files.', false],
    ['Threads and asyncio took the same time.', false],
  ])('%s: %s', (text, expected) => expect(readComparison(text).saysAllEqual).toBe(expected));
});

describe('figures', () => {
  it('are taken from sentences, lists and tables', () => {
    expect(readComparison('Asyncio took 10 s and threads 1 s.').figures).toEqual({
      asyncio: { leastMs: 10_000, mostMs: 10_000 },
      threads: { leastMs: 1000, mostMs: 1000 },
    });
    expect(readComparison('- Threads: 2010 ms\n- Multiprocessing: 2.3 seconds').figures).toEqual({
      threads: { leastMs: 2010, mostMs: 2010 },
      processes: { leastMs: 2300, mostMs: 2300 },
    });
    expect(readComparison('| model | s |\n|---|---|\n| asyncio | 2.04 |').figures).toEqual({
      asyncio: { leastMs: 2040, mostMs: 2040 },
    });
  });

  it('of something else than a model are left out', () => {
    const text =
      'Sequentially it took 6 s. Each thread sleeps 2 s. Threads were 3 s faster. Starting the processes took 0.4 s. ' +
      'Between threads and asyncio lay 0.1 s. With 200 URLs threads took 14 s and asyncio took 3 s.';
    expect(readComparison(text).figures).toEqual({});
  });

  it('of several rounds make a range', () => {
    expect(readComparison('Threads took 2.1 s on average (from 1.9 s to 2.5 s).').figures.threads).toEqual({
      leastMs: 1900,
      mostMs: 2500,
    });
    expect(readComparison('| threads | 1.9 s | 2.5 s |').figures.threads).toEqual({
      leastMs: 1900,
      mostMs: 2500,
    });
  });
});

describe('the text itself', () => {
  it('counts words of prose only', () => {
    const text =
      '# A heading of six words here\n\nFour words of prose.\n\n| a | table |\n|---|---|\n\n```\nsome program text\n```\n<!-- a comment -->\n';
    expect(readComparison(text).words).toBe(4);
  });

  it('counts lines that were broken by hand as one paragraph, and the points of a list', () => {
    expect(readComparison('one two\nthree four\n\n- five six\n- seven').words).toBe(7);
  });

  it.each<[string, string[]]>([
    ['threading, multiprocessing and asyncio', ['threads', 'processes', 'asyncio']],
    ['ThreadPoolExecutor, ProcessPoolExecutor, async/await', ['threads', 'processes', 'asyncio']],
    [
      'In the process of downloading with threads and processing files with coroutines',
      ['threads', 'asyncio'],
    ],
    ['Threads, Prozesse, asyncio', ['threads', 'processes', 'asyncio']],
  ])('names: %s', (text, names) => expect(readComparison(text).names).toEqual(names));

  it('survives what is no report', () => {
    for (const text of [
      '',
      '\0\0',
      '|||\n|||',
      '```',
      '#'.repeat(5000),
      'a|'.repeat(5000),
      '*_'.repeat(5000),
    ]) {
      expect(readComparison(text).winners).toEqual([]);
    }
  });

  it('reads so much of a text and of a sentence, so that none costs much', () => {
    const verdict = 'Asyncio was the best.';
    expect(readComparison(`${'Words. '.repeat(4000)}${verdict}`).winners).toEqual(['asyncio']);
    expect(readComparison(`${'Words. '.repeat(5000)}${verdict}`).winners).toEqual([]);
    expect(readComparison(`${'words '.repeat(100)}; ${verdict}`).winners).toEqual(['asyncio']);
    expect(readComparison(`${'words '.repeat(1000)}; ${verdict}`).winners).toEqual([]);
  });
});
