import type { OutgoingAnswer } from '../outgoing-http.js';

/** A platform that never comes to an end is not read to its end. */
const mostPages = 1_000;

/**
 * All pages of a list, by the Link headers to the next (RFC 8288). Throws when one is not had, names a page of another site (our
 * token would go there), or leads back: half a list would be taken for the whole.
 */
export async function readPages(
  first: string,
  read: (url: string) => Promise<OutgoingAnswer>,
): Promise<string[]> {
  const bodies: string[] = [];
  const seen = new Set<string>();
  for (let url: string | null = first; url !== null; ) {
    if (seen.has(url) || seen.size >= mostPages) throw new Error('The list of the platform has no end.');
    seen.add(url);
    const { status, headers, body } = await read(url);
    if (status !== 200) throw new Error(`The platform answers ${status}.`);
    bodies.push(body);
    const next: string | null = nextOf(headers.link ?? '');
    const following: URL | null = next === null ? null : new URL(next, url);
    if (following && following.origin !== new URL(first).origin)
      throw new Error(`The next page is at another site: ${following.origin}.`);
    url = following?.href ?? null;
  }
  return bodies;
}

/** The target of the link with the relation `next`; null: there is none. */
export function nextOf(link: string): string | null {
  for (const [, target = '', parameters = ''] of link.matchAll(/<([^>]*)>((?:\s*;[^,]*)*)/g)) {
    if (/;\s*rel="?(?:[^";]*\s)?next(?:\s[^";]*)?"?\s*(?:;|$)/i.test(parameters)) return target;
  }
  return null;
}
