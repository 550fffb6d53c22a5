import type { CheckResult } from '../api/types.ts';
import { counted } from '../timeline/seconds.ts';
import { checkLooks } from './check-looks.ts';

/** "3 of 5 checks passed, 1 failed, 1 not reached." */
export function scoreWords(checks: readonly CheckResult[]): string {
  const missing = checks.filter(({ status }) => status !== 'passed');
  if (missing.length === 0)
    return checks.length === 1 ? 'The check passed.' : `All ${counted(checks.length, 'check')} passed.`;
  const parts = (['partial', 'failed', 'not-reached'] as const)
    .map((status) => ({
      word: checkLooks[status].word.toLowerCase(),
      count: missing.filter((check) => check.status === status).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`);
  return `${checks.length - missing.length} of ${counted(checks.length, 'check')} passed, ${parts.join(', ')}.`;
}
