/** Markdown as blocks of plain text, and prose as sentences. As much of it as reports need. */
export interface Block {
  readonly kind: 'prose' | 'heading' | 'row' | 'code';
  readonly text: string;
}

export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let inCode = false;
  const endParagraph = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'prose', text: paragraph.join(' ') });
    paragraph = [];
  };
  const lines = plain(markdown).split('\n');
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim();
    if (/^(```|~~~)/.test(line)) {
      endParagraph();
      inCode = !inCode;
    } else if (inCode) blocks.push({ kind: 'code', text: raw });
    else if (line === '' || /^([-=*_]\s*){3,}$/.test(line)) {
      // A line of = or - under a text makes a heading of it.
      if (/^(=+|-+)$/.test(line) && paragraph.length === 1)
        blocks.push({ kind: 'heading', text: paragraph.pop() ?? '' });
      endParagraph();
    } else if (/^#{1,6}\s/.test(line)) {
      endParagraph();
      blocks.push({ kind: 'heading', text: line.replace(/^#+\s*|\s*#+$/g, '') });
    } else if (isRow(line, lines[at - 1], lines[at + 1])) {
      endParagraph();
      if (!/^[|:\-\s+]+$/.test(line)) blocks.push({ kind: 'row', text: line.replace(/^\||\|$/g, '') });
    } else {
      if (/^([-*+•]|\d+[.)])\s+/.test(line)) endParagraph();
      paragraph.push(line.replace(/^([-*+•>]|\d+[.)])\s+/, ''));
    }
  }
  endParagraph();
  return blocks;
}

const isRow = (line: string, ...neighbours: (string | undefined)[]): boolean =>
  line.startsWith('|') || (line.includes('|') && neighbours.some((other) => other?.includes('|') ?? false));

/** Comments, tags, emphasis and links without their marks; negations in full. */
function plain(markdown: string): string {
  return markdown
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<\/?[a-z][^>\n]*>/gi, ' ')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replaceAll('’', "'")
    .replace(/(?<!`)`(?!`)/g, '')
    .replace(/\*\*|__|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])/g, '')
    .replace(/\bcan't\b|\bcannot\b/gi, 'can not')
    .replace(/n't\b/gi, ' not');
}

/** Of which no more is read: patterns that look ahead could take the square of it. */
const longestSentence = 2000;

export const sentencesOf = (text: string): string[] =>
  text
    .replace(/\b(vs|e\.g|i\.e|etc|approx|ca|sec)\.(?=\s)/gi, '$1')
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.slice(0, longestSentence));
