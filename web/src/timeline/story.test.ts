import { describe, expect, test } from 'vitest';
import { laneOf, requestOf, runOf, sleepOf } from './run-for-tests.ts';
import { storyOf } from './story.ts';

describe('storyOf', () => {
  test('two requests in flight together', () => {
    const story = storyOf(runOf({ requests: [requestOf(0, 100, 2100), requestOf(0, 101, 2101)] }));
    expect(story).toMatchObject({
      tone: 'good',
      headline: 'Both requests were in flight together: 2.0 s in all, not 4.0 s.',
    });
    expect(story.comparison).toMatchObject({ what: '2 requests', tone: 'good' });
  });

  test('two requests one after the other', () => {
    const story = storyOf(runOf({ requests: [requestOf(0, 0, 2000), requestOf(0, 2000, 4000)] }));
    expect(story.tone).toBe('bad');
    expect(story.headline).toBe('The 2 requests were sent one after the other: 4.0 s in all.');
    expect(story.detail).toContain('2.0 s');
  });

  test('requests that overlap in part', () => {
    expect(storyOf(runOf({ requests: [requestOf(0, 0, 2000), requestOf(0, 1000, 3000)] })).tone).toBe('part');
  });

  test('three groups, as in a comparison of three models, are no fault', () => {
    const group = (atMs: number) => [requestOf(0, atMs, atMs + 1000), requestOf(0, atMs + 1, atMs + 990)];
    const story = storyOf(runOf({ requests: [...group(0), ...group(1200), ...group(2400)] }));
    expect(story.tone).toBe('plain');
    expect(story.headline).toContain('6 requests, up to 2 at once');
    expect(story.detail).toContain('3 groups');
  });

  test('sleeps count when there are no requests', () => {
    const spans = [1, 2, 3].map((lane) => sleepOf(lane, lane, lane + 2000));
    const lanes = [laneOf(0), laneOf(1), laneOf(2), laneOf(3)];
    expect(storyOf(runOf({ lanes, spans })).headline).toBe('All 3 sleeps overlap: 2.0 s in all, not 6.0 s.');
  });

  test('the total is not said to be the longest one when it is not', () => {
    const spans = Array.from({ length: 40 }, (_, index) =>
      sleepOf(index % 20, Math.floor(index / 20) * 2000, Math.floor(index / 20) * 2000 + 2000),
    );
    const story = storyOf(runOf({ spans }));
    expect(story.headline).toBe('40 sleeps, up to 20 at once: 4.0 s in all, not 80.0 s.');
    expect(story.detail).toBe('The longest one took 2.0 s.');
  });

  test('waits of CPython for its own lock are nobody’s sleeps', () => {
    const spans = Array.from({ length: 500 }, (_, index) => ({
      ...sleepOf(0, index * 5, index * 5 + 5),
      kind: 'waiting' as const,
      on: 'lock' as const,
    }));
    expect(storyOf(runOf({ spans })).comparison).toBeNull();
  });

  test('a deadlock is said before everything else', () => {
    const story = storyOf(
      runOf(
        { spans: [sleepOf(1, 0, 500), sleepOf(2, 0, 500)] },
        { outcome: 'deadlocked', exitStatus: null, elapsedMs: 548 },
      ),
    );
    expect(story).toMatchObject({ tone: 'bad', headline: 'Deadlock after 0.55 s.', comparison: null });
  });

  test('a crash quotes its last words', () => {
    const output = ['Traceback (most recent call last):', "NameError: name 'tme' is not defined"].map(
      (text) => ({ lane: 0, stream: 'stderr' as const, atMs: 1, text: `${text}\n` }),
    );
    expect(storyOf(runOf({ output }, { exitStatus: 1 })).quote).toBe("NameError: name 'tme' is not defined");
  });
});
