import { describe, expect, it } from 'vitest';
import { anExercise, aRun, aScenario } from '../../test/support/runs.js';
import { judge } from '../grading/judge.js';
import { failed, notReached, partial, passed } from '../grading/verdict.js';
import { gradeJson, gradeText } from './grade-command.js';

const exercise = anExercise({
  scenarios: [aScenario({ id: 'slow', title: 'one is slow' })],
  checks: [
    { id: 'a', title: 'First', points: 10 },
    { id: 'b', title: 'Second', points: 25 },
    { id: 'c', title: 'Third', points: 15 },
    { id: 'd', title: 'Fourth', points: 50 },
  ],
});
const runs = [aRun({ scenario: 'slow' })];
const report = judge(exercise, runs, {
  a: passed('It ran.'),
  b: partial(0.5, 'Half of it.', 'Do the rest.'),
  c: failed('None.', 'Begin.'),
  d: notReached('Went wrong before.'),
});

describe('gradeText', () => {
  it('says the score, every check with its sign, message and hint, and shows the timelines', () => {
    const text = gradeText(exercise, report, runs, { width: 80, colour: false });
    expect(text).toMatch(
      /^Wait a second: 22\.5 of 100 points\n\n✓ First {5}10 of 10\n {4}It ran\.\n~ Second {2}12\.5 of 25/,
    );
    expect(text).toContain('    Half of it.\n    Hint: Do the rest.\n✗ Third');
    expect(text).toContain(
      '– Fourth     0 of 50\n    Went wrong before.\n\nslow: one is slow\nexited with status 0',
    );
    expect(text).not.toContain('\u001b');
  });
});

describe('lines', () => {
  it('stand below the check that they explain, in the form by which editors find a place', () => {
    const place = { file: 'main.py', endLine: 9, spans: [] };
    const hints = [
      { ...place, check: 'c', line: 9, message: 'Line 9 waits.' },
      { ...place, check: null, line: 12, message: 'Line 12 fails.' },
    ];
    const text = gradeText(exercise, { ...report, hints }, runs, { width: 80, colour: false });
    expect(text).toContain('    Hint: Begin.\n    main.py:9  Line 9 waits.\n– Fourth');
    expect(text).toContain('    Went wrong before.\n    main.py:12  Line 12 fails.\n\nslow:');
  });
});

describe('gradeJson', () => {
  it('has exactly the public shape', () => {
    const json = gradeJson(report, runs);
    expect(Object.keys(json)).toEqual([
      'exercise',
      'version',
      'score',
      'maxScore',
      'checks',
      'measures',
      'hints',
      'places',
      'runs',
    ]);
    expect(Object.keys(json.checks[0] ?? {})).toEqual([
      'id',
      'points',
      'earned',
      'status',
      'message',
      'hint',
    ]);
    expect(Object.keys(json.runs[0] ?? {})).toEqual([
      'scenario',
      'outcome',
      'exitStatus',
      'elapsedMs',
      'realMs',
      'cpuMs',
      'memoryBytes',
      'timeline',
    ]);
    expect(Object.keys(json.measures)).toEqual(['slow']);
  });
});
