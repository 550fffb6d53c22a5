import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem.ts';

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // What the service has refused, it will refuse again; only silence is worth another try.
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === null,
        retryDelay: 800,
      },
    },
  });
}
