/** RFC 4180. A field that a spreadsheet would take for a formula is shown as text. */
export function linksCsv(links: readonly { email: string; url: string }[]): string {
  const rows = [['email', 'link'], ...links.map(({ email, url }) => [email, url])];
  return rows.map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('');
}

function fieldOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
