import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { meQuery } from '../api/session.ts';

/**
 * For after the service has let somebody in, who may be somebody else than before: what was shown to that one must not be
 * shown to this one, so everything is read anew.
 */
export function useComeIn(): (path: string) => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (path) => {
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
    await navigate(path, { replace: true });
  };
}
