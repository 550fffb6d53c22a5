import { measure } from './measures.js';
import type { RunMeasures } from './report.js';
import type { Run } from './timeline.js';
import { requestsOf, sleepsOf, threadsOf, workersOf } from './timeline-selectors.js';

export function measuresOf(run: Run): RunMeasures {
  return {
    sleeps: measure(sleepsOf(run)),
    requests: measure(requestsOf(run)),
    threads: measure(threadsOf(run)),
    processes: measure(workersOf(run)),
  };
}
