import { createHash } from 'node:crypto';

/** Everything that looks random here follows from a text: the same text gives the same bytes on every machine. */
export function seededBytes(text: string, length: number): Buffer {
  return length === 0
    ? Buffer.alloc(0)
    : createHash('shake256', { outputLength: length }).update(text).digest();
}

/** A whole number from `least` to `most`, both included. */
export function seededInteger(text: string, least: number, most: number): number {
  return least + (seededBytes(text, 6).readUIntBE(0, 6) % (most - least + 1));
}

export function seededUuid(text: string): string {
  const bytes = seededBytes(text, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const words =
  'a quiet thread waits while another reads and the main one counts every answer that comes back from far away where slow servers sleep until morning then wake together send their bytes in order close doors open new ones never asking who was first'.split(
    ' ',
  );

/** Words up to exactly `length` characters, all ASCII, a line break about every 100. */
export function seededText(text: string, length: number): string {
  let result = '';
  let lineStart = 0;
  for (const byte of seededBytes(`words of ${text}`, Math.ceil(length / 2))) {
    if (result.length >= length) break;
    const word = words[byte % words.length]!;
    if (result.length - lineStart > 100) {
      result += '\n';
      lineStart = result.length;
    }
    result += result.length === lineStart ? word : ` ${word}`;
  }
  return result.padEnd(length, '.').slice(0, length);
}

/** A few words, for a title or a name. */
export function seededTitle(text: string, wordCount: number): string {
  const bytes = seededBytes(`title of ${text}`, wordCount);
  return [...bytes].map((byte) => words[byte % words.length]).join(' ');
}
