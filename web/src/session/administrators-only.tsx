import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from 'react-router';
import { meQuery } from '../api/session.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere } from '../shell/trouble.tsx';

/** Around pages that are for administrators, inside of SignedIn: others are told so at once, before they fill in anything. */
export function AdministratorsOnly() {
  const me = useQuery(meQuery).data;
  if (me?.person?.isAdministrator) return <Outlet />;
  return (
    <div className="page page-narrow">
      <PageTitle title="For administrators" tabTitle="For administrators" className="visually-hidden" />
      <NothingHere
        title="This page is for administrators"
        text="Ask one of them, if you need a course or an account."
        action={<Link to="/courses">Your courses</Link>}
      />
    </div>
  );
}
