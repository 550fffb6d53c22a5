import { type Checks, failed, passed, ranToItsEnd, sleepsOf } from 'interleave/checks';

export const checks: Checks = {
  runs: ranToItsEnd,
  sleeps: ({ runs }) => {
    const counts = runs.map((run) => sleepsOf(run).length);
    return counts.every((count) => count === 2)
      ? passed('Two sleeps')
      : failed(`Sleeps: ${counts.join(', ')}`, 'Sleep twice.');
  },
};
