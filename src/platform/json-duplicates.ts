/**
 * The first name that an object of this text has twice, as a path, or null. JSON.parse keeps the last one and drops
 * the others silently: of two files under one name, one would be lost. The text must be valid JSON.
 */
export function firstDuplicateName(text: string): string | null {
  interface Level {
    /** Null: an array, whose members have no names. */
    readonly names: Set<string> | null;
    name: string;
  }
  const levels: Level[] = [];
  // A string (and whether a colon follows: then it is a name), or a bracket. All else cannot matter.
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]/gs;
  for (const [whole, colon] of text.matchAll(token)) {
    if (whole === '{') levels.push({ names: new Set(), name: '' });
    else if (whole === '[') levels.push({ names: null, name: '[]' });
    else if (whole === '}' || whole === ']') levels.pop();
    else if (colon !== undefined) {
      const level = levels.at(-1);
      if (!level?.names) continue;
      level.name = JSON.parse(whole.slice(0, -colon.length)) as string;
      if (level.names.has(level.name)) return levels.map(({ name }) => name).join('.');
      level.names.add(level.name);
    }
  }
  return null;
}
