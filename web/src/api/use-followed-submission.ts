import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { type Progress, progressOf, progressOfStatus } from './progress.ts';
import { eventsUrl, isFinal, submissionQuery } from './submissions.ts';

const eventNames = ['queued', 'running', 'checking', 'graded', 'failed'] as const;
/** After so many broken connections in a row, we ask instead of listening. */
const mostFailures = 3;
const pollEveryMs = 1_000;

/**
 * A submission and how far it is. Listens to its events until it is graded; when events cannot be had (a proxy that
 * holds them back, a service that restarts), asks once a second instead. For one id per mounted component.
 */
export function useFollowedSubmission(id: string) {
  const queryClient = useQueryClient();
  const [live, setLive] = useState<Progress | null>(null);
  const [polls, setPolls] = useState(false);
  const query = useQuery({
    ...submissionQuery(id),
    refetchInterval: ({ state }) =>
      polls && state.data && !isFinal(state.data.status) ? pollEveryMs : false,
  });
  const status = query.data?.status;
  const isOpen = status !== undefined && !isFinal(status);
  const [wasOpen, setWasOpen] = useState(false);
  if (isOpen && !wasOpen) setWasOpen(true);

  useEffect(() => {
    if (!isOpen) return;
    let failures = 0;
    const source = new EventSource(eventsUrl(id));
    const reread = (): void => {
      void queryClient.invalidateQueries({ queryKey: submissionQuery(id).queryKey });
      void queryClient.invalidateQueries({ queryKey: ['attempts'] });
    };
    const onEvent = (event: MessageEvent<string>): void => {
      failures = 0;
      const progress = progressOf(event.type, parsed(event.data));
      if (!progress) return;
      setLive(progress);
      if (progress.stage !== 'done') return;
      source.close();
      // Should the answer to this reading be late, we keep asking.
      setPolls(true);
      reread();
    };
    for (const name of eventNames) source.addEventListener(name, onEvent);
    source.onerror = () => {
      failures += 1;
      if (failures < mostFailures && source.readyState !== EventSource.CLOSED) return;
      source.close();
      setPolls(true);
      reread();
    };
    return () => source.close();
  }, [id, isOpen, queryClient]);

  const fromEvents = polls ? null : live;
  const progress: Progress | null =
    status === undefined
      ? null
      : isFinal(status)
        ? { stage: 'done' }
        : (fromEvents ?? progressOfStatus(status));
  // `wasOpen`: someone has been watching since before it was graded.
  return { query, progress, wasOpen };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
