import { IconCircleCheck, IconCircleDashed, IconCircleHalf2, IconCircleX } from '@tabler/icons-react';
import type { CheckStatus } from '../api/types.ts';

/** A status is never colour alone: a word, an icon of its own shape, and a colour. */
export const checkLooks: Record<CheckStatus, { word: string; Icon: typeof IconCircleCheck }> = {
  passed: { word: 'Passed', Icon: IconCircleCheck },
  partial: { word: 'In part', Icon: IconCircleHalf2 },
  failed: { word: 'Failed', Icon: IconCircleX },
  'not-reached': { word: 'Not reached', Icon: IconCircleDashed },
};
