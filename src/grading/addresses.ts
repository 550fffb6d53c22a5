/** An address as different clients may write it: one form for all of them. */
export function sameAddress(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^(\w+):\/\/([^/?#]*)([^#]*)/.exec(url) ?? [];
  const plainHost = host.toLowerCase().replace(scheme === 'https' ? /:443$/ : /:80$/, '');
  return `${scheme}://${plainHost}${decoded(rest.startsWith('/') ? rest : `/${rest}`).replaceAll('+', ' ')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** "a, b, c and 2 more" */
export function listed(names: Iterable<string>): string {
  const all = [...names];
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(', ');
}
