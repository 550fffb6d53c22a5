import { Link, NavLink, Outlet, ScrollRestoration } from 'react-router';
import { AccountMenu } from '../session/account-menu.tsx';
import { ColorSchemeSwitch } from './color-scheme-switch.tsx';
import classes from './layout.module.css';
import { Wordmark } from './wordmark.tsx';

export function Layout() {
  return (
    <div className={classes.layout}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.header}>
        <div className={classes.headerInner}>
          <Link to="/" className={classes.home} aria-label="Interleave, all exercises">
            <Wordmark />
          </Link>
          <nav className={classes.nav} aria-label="Main">
            <NavLink to="/" end>
              Exercises
            </NavLink>
            <NavLink to="/courses">Courses</NavLink>
            <a href="/api/docs" className={classes.wideOnly}>
              API
            </a>
          </nav>
          <AccountMenu />
          <ColorSchemeSwitch />
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <footer className={classes.footer}>Programs are graded by what they do, not by what they print.</footer>
      <ScrollRestoration />
    </div>
  );
}
