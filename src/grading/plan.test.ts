import { expect, it } from 'vitest';
import { anExercise, aScenario } from '../../test/support/runs.js';
import { plan } from './plan.js';

it('plans one run per scenario, in their order, all with the same files', () => {
  const exercise = anExercise({ scenarios: [aScenario({ id: 'b' }), aScenario({ id: 'a', seed: 2 })] });
  const files = { 'x.py': 'pass' };
  expect(plan(exercise, { language: 'python', files, entry: 'x.py' })).toEqual([
    { language: 'python', files, entry: 'x.py', scenario: exercise.scenarios[0] },
    { language: 'python', files, entry: 'x.py', scenario: exercise.scenarios[1] },
  ]);
});
