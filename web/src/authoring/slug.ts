/** A name made of a title: lower-case words joined by "-", as the service wants them. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words
    .join('-')
    .replace(/^[0-9-]+/, '')
    .slice(0, 60)
    .replace(/-$/, '');
}
