import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { meQuery } from '../api/session.ts';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { Trouble } from '../shell/trouble.tsx';
import { signInPath } from './next-path.ts';

/** Around the pages that are for people who are signed in; others sign in first and then come back. */
export function SignedIn() {
  const me = useQuery(meQuery);
  const location = useLocation();
  if (me.isPending) return <PageSkeleton />;
  if (me.isError) {
    return (
      <div className="page page-narrow">
        <PageTitle title="Something went wrong" tabTitle="Something went wrong" className="visually-hidden" />
        <Trouble error={me.error} onRetry={() => void me.refetch()} />
      </div>
    );
  }
  if (!me.data.person) return <Navigate to={signInPath(location)} replace />;
  return <Outlet />;
}
