import { UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { meQuery, type Person, signOut } from '../api/session.ts';
import classes from './account-menu.module.css';
import { initialsOf } from './initials.ts';
import { signInPath } from './next-path.ts';

/** In the header: the way in, or who is in and the way out. */
export function AccountMenu() {
  const me = useQuery(meQuery);
  const location = useLocation();
  if (me.data?.person) return <Menu person={me.data.person} />;
  if (!me.data || location.pathname === '/sign-in') return null;
  return (
    <Link to={signInPath(location)} className={classes.signIn}>
      Sign in
    </Link>
  );
}

const menuId = 'account-menu';

/** A popover of the browser's own: it closes by Escape and by a click elsewhere, and gives the focus back. */
function Menu({ person }: { person: Person }) {
  const leaving = useMutation({
    mutationFn: signOut,
    // A new start of the pages: nothing of the person stays in memory.
    onSuccess: () => window.location.assign('/'),
  });
  const close = (): void => document.getElementById(menuId)?.hidePopover();
  return (
    <>
      <UnstyledButton
        className={classes.button}
        popoverTarget={menuId}
        aria-label={`Account of ${person.name}`}
        title={person.name}
      >
        {initialsOf(person.name)}
      </UnstyledButton>
      <div id={menuId} popover="auto" className={classes.menu}>
        <p className={classes.who}>
          <strong>{person.name}</strong>
          <span>{person.email}</span>
          {person.isAdministrator && <span>Administrator</span>}
        </p>
        <ul>
          <li>
            <Link to="/account" onClick={close}>
              Account
            </Link>
          </li>
          {person.isAdministrator && (
            <>
              <li>
                <Link to="/people" onClick={close}>
                  People
                </Link>
              </li>
              <li>
                <Link to="/platforms" onClick={close}>
                  Platforms
                </Link>
              </li>
            </>
          )}
          <li>
            <button type="button" disabled={leaving.isPending} onClick={() => leaving.mutate()}>
              Sign out
            </button>
          </li>
        </ul>
        {leaving.isError && (
          <p role="alert" className={classes.trouble}>
            {leaving.error.message}
          </p>
        )}
      </div>
    </>
  );
}
