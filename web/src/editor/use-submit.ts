import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { createSubmission } from '../api/submissions.ts';
import type { NewSubmission } from '../api/types.ts';

/** Hands in and goes to the submission's page. Handing in the same again after a lost answer makes no second one. */
export function useSubmit() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const attempt = useRef<{ body: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (body: NewSubmission) => {
      const text = JSON.stringify(body);
      if (attempt.current?.body !== text) attempt.current = { body: text, key: newKey() };
      return createSubmission(body, attempt.current.key);
    },
    // An assignment that refused has changed since it was read: closed, or an attempt from another window.
    onError: () => queryClient.invalidateQueries({ queryKey: ['assignments'] }),
    onSuccess: async ({ id }) => {
      attempt.current = null;
      void queryClient.invalidateQueries({ queryKey: ['attempts'] });
      void queryClient.invalidateQueries({ queryKey: ['assignments'] });
      await navigate(`/submissions/${id}`);
    },
  });
}

/** Not crypto.randomUUID, which browsers offer on https and localhost only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
