import { describe, expect, it } from 'vitest';
import { attemptsLeft, type HandingIn, nextAttemptAt, refusalOf, rulesFor } from './attempt-rules.js';

const at = (hour: number, minute = 0, second = 0) => new Date(Date.UTC(2027, 0, 1, hour, minute, second));
const dates = { opensAt: at(8), dueAt: at(12), closesAt: at(14) };
const noLimit = { attemptsAllowed: null, coolDownSeconds: 0 };
const none = { attemptsUsed: 0, lastAttemptAt: null };
const aHandingIn: HandingIn = { role: 'student', isArchived: false, dates, rules: noLimit, made: none };
const madeOne = { attemptsUsed: 1, lastAttemptAt: at(9) };

describe('refusalOf', () => {
  it.each<[string, Partial<HandingIn>, Date, string | null]>([
    ['before it opens', {}, new Date(at(8).getTime() - 1), 'not-open'],
    ['as it opens', {}, at(8), null],
    ['as it is due', {}, at(12), null],
    ['late', {}, at(13), null],
    ['as it closes', {}, at(14), null],
    ['after it closed', {}, new Date(at(14).getTime() + 1), 'closed'],
    ['with more time', { dates: { ...dates, dueAt: at(20), closesAt: at(21) } }, at(20, 30), null],
    ['in the archive', { isArchived: true }, at(9), 'closed'],
    ['with an attempt left', { rules: { ...noLimit, attemptsAllowed: 2 }, made: madeOne }, at(10), null],
    [
      'with none left',
      { rules: { ...noLimit, attemptsAllowed: 1 }, made: madeOne },
      at(10),
      'no-attempts-left',
    ],
    [
      'a second too early',
      { rules: { ...noLimit, coolDownSeconds: 60 }, made: madeOne },
      at(9, 0, 59),
      'cooling-down',
    ],
    [
      'when it has cooled down',
      { rules: { ...noLimit, coolDownSeconds: 60 }, made: madeOne },
      at(9, 1),
      null,
    ],
    ['as an assistant before it opens', { role: 'assistant' }, at(7), null],
    ['as an instructor after it closed', { role: 'instructor' }, at(23), null],
    ['as an instructor in the archive', { role: 'instructor', isArchived: true }, at(9), 'closed'],
  ])('%s', (_, changes, now, code) => {
    expect(refusalOf({ ...aHandingIn, ...changes }, now)?.code ?? null).toBe(code);
  });

  it('says when to come back', () => {
    expect(refusalOf(aHandingIn, at(7))?.message).toContain('2027-01-01T08:00:00.000Z');
    const rules = { ...noLimit, coolDownSeconds: 60 };
    const early = refusalOf({ ...aHandingIn, rules, made: madeOne }, at(9));
    expect(early?.message).toContain('2027-01-01T09:01:00.000Z');
  });
});

describe('rulesFor', () => {
  const rules = { attemptsAllowed: 3, coolDownSeconds: 60 };
  it('adds the attempts of an extension, where there is a limit', () => {
    expect(rulesFor('student', rules, { extraAttempts: 2 })).toEqual({ ...rules, attemptsAllowed: 5 });
    expect(rulesFor('student', noLimit, { extraAttempts: 2 })).toEqual(noLimit);
  });

  it('lets staff try', () => {
    expect(rulesFor('assistant', rules, null)).toEqual(noLimit);
  });
});

describe('what is left', () => {
  it('is never less than nothing, also when fewer were allowed later', () => {
    expect(attemptsLeft({ ...noLimit, attemptsAllowed: 1 }, { ...none, attemptsUsed: 3 })).toBe(0);
    expect(attemptsLeft(noLimit, { ...none, attemptsUsed: 3 })).toBeNull();
  });

  it('is now when nothing was handed in, or the time has passed', () => {
    const rules = { ...noLimit, coolDownSeconds: 60 };
    expect(nextAttemptAt(rules, none, at(9))).toBeNull();
    expect(nextAttemptAt(rules, madeOne, at(9, 1))).toBeNull();
    expect(nextAttemptAt(rules, madeOne, at(9))).toEqual(at(9, 1));
  });
});
