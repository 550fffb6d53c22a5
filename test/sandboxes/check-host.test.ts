import { afterAll, describe, expect, it } from 'vitest';
import { CheckHost } from '../../src/execution/check-host/client.js';
import type { Exercise } from '../../src/grading/exercise.js';
import { anExercise, aRun } from '../support/runs.js';

const evidence = { files: { 'main.py': 'pass' }, entry: 'main.py', runs: [aRun()] };
const hosts: CheckHost[] = [];

/** Patient, so that a busy machine is no fault; impatient where the limit of time itself is tried. */
const patient = { timeLimitMs: 20_000, memoryLimitMegabytes: 64, watchdogMarginMs: 1_500 };
const impatient = { ...patient, timeLimitMs: 250 };

function aHost(limits = patient): CheckHost {
  const host = new CheckHost(limits);
  hosts.push(host);
  return host;
}

/** An exercise with the one check `runs`, whose function has this body. */
const checking = (body: string, top = ''): Exercise =>
  anExercise({
    checks: [{ id: 'runs', title: 'Runs', points: 10 }],
    checksSource: `import { passed, ranToItsEnd } from 'interleave/checks';
${top}
export const checks = { runs: (evidence) => { ${body} } };`,
  });

const good = checking('return ranToItsEnd(evidence);');

afterAll(async () => {
  await Promise.all(hosts.map((host) => host.stop()));
});

describe('CheckHost', () => {
  it('runs checks with the module that authors import', async () => {
    expect(await aHost().check(good, evidence)).toEqual({
      kind: 'verdicts',
      verdicts: { runs: { status: 'passed', share: 1, message: 'The run ended with status 0.', hint: null } },
    });
  });

  it.each([
    ['an endless loop', checking('for (;;) {}'), 'check-timed-out'],
    ['an endless loop while loading', checking('', 'for (;;) {}'), 'check-timed-out'],
    ['an endless promise', checking('', 'await new Promise(() => {});'), 'checks-invalid'],
    // V8 does not always notice in time; then the parent ends the process.
    [
      'a huge array',
      checking('return new Array(1e9).fill(1);'),
      expect.stringMatching(/^check-(timed-out|out-of-memory)$/),
    ],
    ['a growing array', checking('const a = []; for (;;) a.push(a.length);'), 'check-out-of-memory'],
    [
      'growing arrays',
      checking('const a = []; for (;;) a.push(new Array(1e4).fill(0));'),
      'check-out-of-memory',
    ],
    ['a growing text', checking('let s = "x"; for (;;) s += s + "y";'), 'check-threw'],
    ['buffers', checking('const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1));'), 'check-threw'],
    ['recursion without end', checking('const f = () => f() + 1; return f();'), 'check-threw'],
    ['an exception', checking('return evidence.runs[7].timeline;'), 'check-threw'],
    ['a syntax error', checking('return ((;'), 'checks-invalid'],
    ['an import of Node', checking('', "import 'node:fs';"), 'checks-invalid'],
    ['an import by path', checking('', "import './judge.js';"), 'checks-invalid'],
    [
      'a name that is not exported',
      checking('', "import { nothing } from 'interleave/checks';"),
      'checks-invalid',
    ],
    ['no verdict', checking(''), 'verdict-invalid'],
    ['a promise', checking('return Promise.resolve(passed("ok"));'), 'verdict-invalid'],
    ['points of its own', checking('return { ...passed("ok"), share: 2 };'), 'verdict-invalid'],
    ['a status of its own', checking('return { ...passed("ok"), status: "great" };'), 'verdict-invalid'],
    ['more than a verdict', checking('return { ...passed("ok"), points: 100 };'), 'verdict-invalid'],
    ['no message', checking('return passed("");'), 'verdict-invalid'],
    ['a circular value', checking('const a = {}; a.a = a; return a;'), 'check-threw'],
    ['an asynchronous check', checking('return (async () => passed("ok"))();'), 'verdict-invalid'],
    ['a thenable', checking('return { then(resolve) { resolve(passed("ok")); } };'), 'verdict-invalid'],
    [
      'a getter that throws',
      checking('return { ...passed("ok"), get hint() { throw new Error("no"); } };'),
      'check-threw',
    ],
    ['a getter without end', checking('return { get status() { for (;;); } };'), 'check-timed-out'],
    ['a text beyond all measure', checking('return passed("x".repeat(2e7));'), 'verdict-invalid'],
    ['a text of a page too many', checking('return passed("x".repeat(10_001));'), 'verdict-invalid'],
    [
      'a regular expression that never ends',
      checking('return passed(String(/^(a+)+$/.test("a".repeat(50) + "b")));'),
      'check-timed-out',
    ],
    ['a dynamic import', checking('return import("node:fs");'), 'checks-invalid'],
    ['an awaited import', checking('', 'await import("node:fs");'), 'checks-invalid'],
    [
      'checks that are no object',
      anExercise({ checksSource: 'export const checks = null;' }),
      'checks-invalid',
    ],
    [
      'a constructor reached through evidence',
      checking('return evidence.constructor.constructor("return process")();'),
      'check-threw',
    ],
    ['another JSON.stringify', checking('', 'JSON.stringify = () => "[]";'), 'verdict-invalid'],
  ])('calls %s a fault of the exercise, and lives on', async (_, exercise, code) => {
    const host = aHost(typeof code === 'string' && code !== 'check-timed-out' ? patient : impatient);
    expect(await host.check(exercise, evidence)).toMatchObject({ kind: 'fault', fault: { code } });
    expect(await host.check(good, evidence)).toMatchObject({ kind: 'verdicts' });
  });

  it('names the check that threw, why, and where in its own file', async () => {
    const answer = await aHost().check(checking('throw new Error("no such luck");'), evidence);
    expect(JSON.stringify(answer)).toMatch(
      /The check \\"runs\\" threw: Error: no such luck \[checks\.ts:\d+:\d+\]"/,
    );
  });

  it('has nothing of Node or of isolated-vm in reach', async () => {
    const names = [
      'process',
      'require',
      'fetch',
      'setTimeout',
      'WebAssembly.compileStreaming',
      'ivm',
      'Buffer',
    ];
    const seen = names.map((name) => `typeof globalThis.${name}`).join(', ');
    const answer = await aHost().check(checking(`return passed([${seen}].join());`), evidence);
    const message = names.map(() => 'undefined').join();
    expect(answer).toMatchObject({ verdicts: { runs: { message } } });
  });

  it('keeps what the database could not store out of messages', async () => {
    const answer = await aHost().check(checking('return passed("a\\0b" + "\\ud800");'), evidence);
    expect(answer).toMatchObject({ verdicts: { runs: { message: 'a\ufffdb\ufffd' } } });
  });

  it('keeps it out of the fault, too', async () => {
    const answer = await aHost().check(checking('throw new Error("a\\0b" + "\\ud800");'), evidence);
    const text = JSON.stringify(answer);
    expect(text).toContain('a\ufffdb\ufffd');
    expect(text).not.toMatch(/\\u0000|\\ud800/);
  });

  it('takes no names from a JSON.stringify of the checks', async () => {
    const exercise = checking('', 'JSON.stringify = () => "neither {";');
    expect(await aHost().findFault(exercise)).toMatchObject({ code: 'checks-invalid' });
  });

  it('keeps one exercise from seeing another', async () => {
    const host = aHost();
    const leave = checking('globalThis.mark = 1; Array.prototype.mark = 1; return passed("left");');
    await host.check(leave, evidence);
    const look = checking('return passed(String(globalThis.mark) + [].mark);');
    expect(await host.check(look, evidence)).toMatchObject({
      verdicts: { runs: { message: 'undefinedundefined' } },
    });
  });

  it.each([
    [
      'lacks a check',
      anExercise({ checksSource: 'export const checks = { runs: () => 0 };' }),
      'checks.ts lacks waits',
    ],
    [
      'has one too many',
      anExercise({ checksSource: 'export const checks = { runs: 0, waits: 0, more: 0 };' }),
      'exercise.yaml lacks more',
    ],
  ])('finds without evidence that checks.ts %s', async (_, exercise, message) => {
    expect(await aHost().findFault(exercise)).toEqual({ code: 'check-ids-differ', message });
  });

  it('finds no fault where there is none', async () => {
    expect(await aHost().findFault(good)).toBeNull();
  });

  it('answers several at once, each its own', async () => {
    const host = aHost();
    const exercises = ['a', 'b', 'c'].map((text) => checking(`return passed("${text}");`));
    const answers = await Promise.all(exercises.map((exercise) => host.check(exercise, evidence)));
    expect(answers.map((answer) => answer.kind === 'verdicts' && answer.verdicts.runs?.message)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('lets nobody wait for checks that have their second chance', async () => {
    const host = aHost({ ...patient, timeLimitMs: 500 });
    const ended: string[] = [];
    const endless = host.check(checking('for (;;) {}'), evidence).then(() => ended.push('endless'));
    for (const turn of ['behind its first chance', 'during its second']) {
      expect(await host.check(good, evidence)).toMatchObject({ kind: 'verdicts' });
      ended.push(turn);
    }
    await endless;
    expect(ended).toEqual(['behind its first chance', 'during its second', 'endless']);
  });
});
