import { useRouteError } from 'react-router';
import { PageTitle } from './page.tsx';
import { Trouble } from './trouble.tsx';

/** An error of ours in drawing a page, or a part of the app that could not be loaded. */
export function CrashPage() {
  const error = useRouteError();
  return (
    <div className="page page-narrow">
      <PageTitle title="Something went wrong" tabTitle="Something went wrong" className="visually-hidden" />
      <Trouble error={error} onRetry={() => window.location.reload()} />
    </div>
  );
}
