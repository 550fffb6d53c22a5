import type { ExerciseFiles } from '../exercises/exercise-files.js';

/** The smallest exercise that is whole: two waits that overlap. What docs/authoring-exercises.md begins with. */
export function templateFiles(slug: string, title: string): ExerciseFiles {
  return new Map([
    ['exercise.yaml', yamlOf(slug, title)],
    ['statement.md', statement],
    ['starter.py', starter],
    ['checks.ts', checks],
    ['solutions/right-threads.py', right],
    ['solutions/wrong-one-after-the-other.py', wrong],
  ]);
}

const yamlOf = (slug: string, title: string) => `slug: ${slug}
version: 1
title: ${JSON.stringify(title)}
summary: Two waits of a second each, in one second.
lesson: 1
languages:
  python:
    starter: [starter.py]
scenarios:
  - {id: plain, title: "As it is", seed: 1}
checks:
  - {id: runs, points: 10, title: "Runs to its end"}
  - {id: together, points: 90, title: "Both waits at the same time"}
`;

const statement = `# What to do

Wait for one second twice, and be done after one second.
`;

const starter = `import time

time.sleep(1)
time.sleep(1)
`;

const checks = `import { afterRuns, asSeconds, type Checks, failed, inEveryRun, measure, passed, ranToItsEnd, sleepsOf } from 'interleave/checks';

export const checks: Checks = {
  runs: ranToItsEnd,
  together: afterRuns((evidence) =>
    inEveryRun(evidence, (run) => {
      const waits = measure(sleepsOf(run));
      const seen = \`\${waits.count} waits, \${asSeconds(waits.elapsedMs)} in all.\`;
      return (waits.overlap ?? 0) >= 0.9
        ? passed(seen)
        : failed(seen, 'Start both threads before you join the first.');
    }),
  ),
};
`;

const right = `# expect: all
import threading
import time

threads = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
`;

const wrong = `# expect-fail: together
import time

time.sleep(1)
time.sleep(1)
`;
