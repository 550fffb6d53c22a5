import { describe, expect, it } from 'vitest';
import { VirtualTimers } from './virtual-timers.js';

describe('virtual timers', () => {
  it('fire in the order of deadlines, then of setting, each at its own time', () => {
    const timers = new VirtualTimers();
    const fired: [string, number][] = [];
    const set = (name: string, deadlineNs: number) =>
      timers.at(deadlineNs, () => fired.push([name, timers.nowNs]));
    set('c', 30);
    set('a', 10);
    set('b', 20);
    set('b2', 20);
    set('later', 41);
    expect(timers.nextDeadlineNs).toBe(10);
    timers.advanceTo(40);
    expect(fired).toEqual([
      ['a', 10],
      ['b', 20],
      ['b2', 20],
      ['c', 30],
    ]);
    expect([timers.nowNs, timers.nextDeadlineNs]).toEqual([40, 41]);
  });

  it('fire when they were set by one that fires and are due as well', () => {
    const timers = new VirtualTimers();
    const fired: number[] = [];
    const again = () => {
      fired.push(timers.nowNs);
      timers.at(timers.nowNs + 10, again);
    };
    timers.at(5, again);
    timers.advanceTo(30);
    expect(fired).toEqual([5, 15, 25]);
  });

  it('can be taken back, once, and take no other with them', () => {
    const timers = new VirtualTimers();
    const fired: string[] = [];
    const cancel = timers.at(10, () => fired.push('taken back'));
    timers.at(10, () => fired.push('kept'));
    cancel();
    cancel();
    timers.advanceTo(10);
    expect(fired).toEqual(['kept']);
    expect(timers.nextDeadlineNs).toBeNull();
  });

  it('never let time go back', () => {
    const timers = new VirtualTimers();
    timers.advanceTo(10);
    timers.advanceTo(5);
    expect(timers.nowNs).toBe(10);
  });
});
