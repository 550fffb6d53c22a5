/** Where to go after signing in. Only paths of these pages: an address from elsewhere must not lead people away. */
export function nextPath(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in')
    ? wanted
    : '/courses';
}

export const signInPath = ({ pathname, search }: { pathname: string; search: string }): string =>
  `/sign-in?next=${encodeURIComponent(pathname + search)}`;
