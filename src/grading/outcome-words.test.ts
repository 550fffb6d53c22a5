import { describe, expect, it } from 'vitest';
import { anOutput, aRun } from '../../test/support/runs.js';
import { explainOutcome } from './outcome-words.js';
import { defaultLimits } from './scenario.js';
import { outcomes } from './timeline.js';

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

describe('explainOutcome', () => {
  it.each(outcomes)('has a sentence for %s', (outcome) => {
    const { message } = explainOutcome(aRun({ outcome }));
    expect(message).toMatch(/^[A-Z].*\.$/s);
    expect(message).not.toMatch(/undefined|null|NaN/);
  });

  it.each([
    ['cpu-exceeded', 'more than 10.0 s of CPU time'],
    ['timed-out-virtual', '30.0 s of its own time'],
    ['timed-out-real', '15.0 s of real time'],
    ['out-of-memory', '256 MB'],
    ['too-many-processes', '64 processes and threads'],
    ['output-exceeded', '1024 KiB'],
    ['sandbox-fault', 'not a fault of your program'],
  ] as const)('says the limit of %s', (outcome, text) => {
    expect(explainOutcome(aRun({ outcome, elapsedMs: 30_000 })).message).toContain(text);
  });

  it('says the limit of the scenario where that differs', () => {
    const limits = { ...defaultLimits, cpuMs: 3000 };
    expect(explainOutcome(aRun({ outcome: 'cpu-exceeded' }), limits).message).toContain('3.0 s');
  });

  it('names what stood still in a deadlock', () => {
    const blocked = [0, 1, 2, 3, 4].map((lane) => ({
      lane,
      on: 'lock' as const,
      detail: 'waiting for a lock (futex)',
    }));
    expect(explainOutcome(aRun({ outcome: 'deadlocked', blocked })).message).toContain(
      '(main, lane 1, lane 2 and 2 others waiting for a lock)',
    );
  });

  it('names the error that came before a deadlock', () => {
    const { message, hint } = explainOutcome(aRun({ outcome: 'deadlocked' }, stderr(traceback)));
    expect(message).toContain('in line 4 of main.py: json.decoder.JSONDecodeError');
    expect(hint).toContain('Repair this error first');
  });

  it.each([
    ['EOFError: EOF when reading a line', 'input()'],
    ["_pickle.PicklingError: Can't pickle <function <lambda>>", 'lambda'],
    ['TypeError: __main__.f() argument after * must be an iterable, not int', 'args=(i,)'],
    [
      "AttributeError: partially initialized module 'queue' has no attribute 'Queue' (most likely due to a circular import)",
      'another name',
    ],
    ["NameError: name 'tme' is not defined", 'import'],
    ["ModuleNotFoundError: No module named 'numpy'", 'aiohttp and httpx'],
    ['RuntimeError: threads can only be started once', 'new Thread object'],
    ['RuntimeError: cannot join thread before it is started', 'start() on each'],
    ['RuntimeError: asyncio.run() cannot be called from a running event loop', 'one asyncio.run'],
    ['RuntimeError: no running event loop', 'asyncio.run(main())'],
    ['TypeError: An asyncio.Future, a coroutine or an awaitable is required', 'awaited before'],
    ["TypeError: object Response can't be used in 'await' expression", 'requests.get'],
    ["AttributeError: 'coroutine' object has no attribute 'json'", 'await fetch(url)'],
    ['httpx.ReadTimeout', 'timeout=30'],
    ["ImportError: cannot import name 'Empty' from 'queue' (/box/queue.py)", 'another name'],
    ['ZeroDivisionError: division by zero', 'error output'],
  ])('has a hint for %s', (error, text) => {
    const run = aRun({ exitStatus: 1 }, stderr(`Traceback (most recent call last):\n${error}\n`));
    expect(explainOutcome(run).hint).toContain(text);
  });

  it('quotes the error and the line of a crash', () => {
    const { message } = explainOutcome(aRun({ exitStatus: 1 }, stderr(traceback)));
    expect(message).toContain('in line 4 of main.py: json.decoder.JSONDecodeError');
  });

  it.each([
    ["SyntaxError: Unexpected token ';'", 'can not be read'],
    ['SyntaxError: missing ) after argument list', 'brace'],
    ['SyntaxError [ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX]: TypeScript enum is not supported', 'an enum'],
    ['SyntaxError: await is only valid in async functions', '`async`'],
    ['ReferenceError: Worker is not defined', 'node:worker_threads'],
    ['ReferenceError: require is not defined', '.mjs'],
    ['ReferenceError: totl is not defined', 'spelled'],
    ["Error: 'node:cluster' is not available here. Of Node's modules there are: node:os", 'fetch'],
    ["Error: Cannot find package 'axios': no packages are installed here.", 'fetch'],
    ['TypeError: x is not iterable', 'error output'],
  ])('has a hint in JavaScript for %s', (error, text) => {
    const run = aRun(
      { exitStatus: 1 },
      stderr(`${error}\n    at file:///box/a.mjs:1:2\n\nNode.js v24.21.0\n`),
    );
    expect(explainOutcome(run).message).toContain(`in line 1 of a.mjs: ${error}`);
    expect(explainOutcome(run).hint).toContain(text);
  });

  it('speaks of ports where messages are waited for', () => {
    const blocked = [
      { lane: 0, on: 'poll' as const, detail: 'waiting for messages that nothing can send any more' },
    ];
    expect(explainOutcome(aRun({ outcome: 'deadlocked', blocked })).hint).toContain('parentPort.close()');
  });
});
