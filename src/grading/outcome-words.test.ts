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
    ['ZeroDivisionError: division by zero', 'error output'],
  ])('has a hint for %s', (error, text) => {
    const run = aRun({ exitStatus: 1 }, stderr(`Traceback (most recent call last):\n${error}\n`));
    expect(explainOutcome(run).hint).toContain(text);
  });

  it('quotes the error and the line of a crash', () => {
    const { message } = explainOutcome(aRun({ exitStatus: 1 }, stderr(traceback)));
    expect(message).toContain('in line 4 of main.py: json.decoder.JSONDecodeError');
  });
});

const nodes = (error: string, stack = '    at file:///box/main.mjs:2:9\n') =>
  `file:///box/main.mjs:2\n  line two\n        ^\n\n${error}\n${stack}\nNode.js v24.21.0\n`;

describe('explainOutcome of a program in JavaScript', () => {
  const explained = (...[run, timeline]: Parameters<typeof aRun>) =>
    explainOutcome(aRun(run, timeline), defaultLimits, 'javascript');

  it.each(outcomes.filter((outcome) => outcome !== 'signalled'))(
    'says nothing of Python for %s',
    (outcome) => {
      const { message, hint } = explained({ outcome, exitStatus: 3 });
      expect(`${message} ${hint}`).not.toMatch(
        /python|process(es)? |sleep\(0\)|sys\.|__name__|a print|\bjoin\b|list that|undefined/i,
      );
    },
  );

  it.each([
    ['waiting in an await that nothing can settle any more', 'never settled'],
    ['waiting for messages that nothing can send any more', 'parentPort.close()'],
    ['waiting in Atomics.wait; nothing can call notify any more', 'Atomics.notify'],
  ])('has a hint for what stands still %s', (detail, text) => {
    const { message, hint } = explained({
      outcome: 'deadlocked',
      blocked: [{ lane: 0, on: 'poll', detail }],
    });
    expect(message).toContain(`main ${detail}`);
    expect(hint).toContain(text);
  });

  it.each([
    ["Error: 'fs' is not available here. Of Node's modules there are: node:buffer", 'The message lists'],
    ["Error: Cannot find package 'lodash': no packages are installed here.", 'do without them'],
    ["Error: Cannot find module '/box/w.mjs'; the files are main.mjs", '"./worker.mjs"'],
    [
      "SyntaxError: The requested module 'node:timers' does not provide an export named 'sleep'",
      'without braces',
    ],
    ['ReferenceError: require is not defined', 'use import instead'],
    ['SyntaxError: Cannot use import statement outside a module', 'one of the two'],
    ['SyntaxError: await is only valid in async functions', 'top level of an ES module'],
    ['SyntaxError: TypeScript enum is not supported in strip-only mode', 'as const'],
    ['SyntaxError: Unexpected token \'<\', "<html>" is not valid JSON', 'this text is no JSON'],
    ["SyntaxError: Unexpected token ';'", 'missing bracket'],
    ['ReferenceError: document is not defined', 'browsers only'],
    ['ReferenceError: Worker is not defined', "from 'node:worker_threads'"],
    ['ReferenceError: Buffer is not defined', 'TextEncoder'],
    ["ReferenceError: Cannot access 'a' before initialization", 'from that line on'],
    ['ReferenceError: resluts is not defined', 'spelled'],
    ['TypeError: Assignment to constant variable.', 'let'],
    ['DataCloneError: () => 1 could not be cloned.', 'plain data'],
    [
      'TypeError: The worker script or module filename must be an absolute path or a relative path',
      'new URL',
    ],
    ['TypeError: promise is not iterable', 'one array'],
    ["TypeError: Cannot read properties of undefined (reading 'length')", 'await missing'],
    ['TypeError: response.json is not a function', 'only after await'],
    ['TypeError: napp is not a function', 'spelled'],
    ['TypeError: Failed to parse URL from example.org', 'https://'],
    ['TypeError: fetch failed', 'try … catch'],
    ['TimeoutError: The operation was aborted due to timeout', 'more time'],
    ['TypeError: Body is unusable: Body has already been read', 'once'],
    ['AggregateError: All promises were rejected', 'error.errors'],
    ['RangeError: Maximum call stack size exceeded', 'without end'],
    ['RangeError: Invalid array length', 'error output'],
  ])('has a hint for %s', (error, text) => {
    const { message, hint } = explained({ exitStatus: 1 }, stderr(nodes(error)));
    expect(message).toBe(`Your program stopped with an error in line 2 of main.mjs: ${error}`);
    expect(hint?.toLowerCase()).toContain(text.toLowerCase());
  });
});
