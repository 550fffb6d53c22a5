import { demand } from './exchange.js';

/**
 * One page of a list, with the Link header to the next (RFC 8288). A caller may ask for less than a page of ours by `limit`,
 * never for more. Where the next page begins is ours: it is in the link, and a caller that makes it up finds nothing.
 */
export function pageOf<T>(
  url: URL,
  items: readonly T[],
  itemsPerPage: number,
  rule: string,
): { page: readonly T[]; headers: Record<string, string> } {
  const limit = url.searchParams.get('limit');
  demand(limit === null || /^[1-9]\d*$/.test(limit), rule, `limit is ${limit}`);
  const size = Math.min(itemsPerPage, Number(limit ?? itemsPerPage));
  const from = Number(url.searchParams.get('ours_from') ?? 0);
  const page = items.slice(from, from + size);
  if (from + size >= items.length) return { page, headers: {} };
  const next = new URL(url);
  next.searchParams.set('ours_from', String(from + size));
  return { page, headers: { Link: `<${url.href}>; rel="current", <${next.href}>; rel="next"` } };
}
