/** Where a submission stands while it is being graded, as its events tell it. */
export type Progress =
  | { stage: 'sent' }
  | { stage: 'queued'; position: number | null }
  | { stage: 'running'; scenario: string | null; index: number | null; total: number | null }
  | { stage: 'checking' }
  | { stage: 'done' };

/** From one server-sent event; null for one that this version does not know. Indexes count from 1 on screen. */
export function progressOf(event: string, data: unknown): Progress | null {
  const fields = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  const number = (key: string): number | null => (typeof fields[key] === 'number' ? fields[key] : null);
  switch (event) {
    case 'queued':
      return { stage: 'queued', position: number('position') };
    case 'running': {
      const scenario = typeof fields.scenario === 'string' ? fields.scenario : null;
      return { stage: 'running', scenario, index: number('index'), total: number('total') };
    }
    case 'checking':
      return { stage: 'checking' };
    case 'graded':
    case 'failed':
      return { stage: 'done' };
    default:
      return null;
  }
}

/** From the status alone, when events cannot be had. */
export function progressOfStatus(status: string): Progress {
  if (status === 'queued') return { stage: 'queued', position: null };
  if (status === 'running') return { stage: 'running', scenario: null, index: null, total: null };
  if (status === 'checking') return { stage: 'checking' };
  return { stage: 'done' };
}

export function progressWords(progress: Progress): string {
  switch (progress.stage) {
    case 'sent':
      return 'Sent';
    case 'queued':
      return progress.position === null
        ? 'Queued'
        : progress.position <= 1
          ? 'Queued: next'
          : `Queued at position ${progress.position}`;
    case 'running':
      return progress.index === null || progress.total === null
        ? 'Running'
        : `Running scenario ${progress.index} of ${progress.total}`;
    case 'checking':
      return 'Checking what was seen';
    case 'done':
      return 'Graded';
  }
}
