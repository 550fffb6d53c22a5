import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { jsonBytes } from './answer.js';
import { seededBytes, seededText, seededTitle } from './seeded.js';

/** Files of a wanted size that the usual programs can open: small in content, padded where their format allows it. */
export interface SampleFile {
  readonly type: string;
  readonly bytes: Buffer;
}

type Maker = (sizeBytes: number, name: string) => Buffer;

const text: Maker = (sizeBytes, name) => Buffer.from(seededText(name, sizeBytes));
const random: Maker = (sizeBytes, name) => seededBytes(`file ${name}`, sizeBytes);

const kinds: Readonly<Record<string, readonly [type: string, make: Maker]>> = {
  html: ['text/html; charset=utf-8', html],
  txt: ['text/plain; charset=utf-8', text],
  md: ['text/markdown; charset=utf-8', text],
  csv: ['text/csv; charset=utf-8', csv],
  css: ['text/css; charset=utf-8', (size, name) => padded('body { color: #222; }\n/* ', ' */\n', size, name)],
  js: ['text/javascript; charset=utf-8', (size, name) => padded('export {};\n/* ', ' */\n', size, name)],
  xml: ['application/xml', (size, name) => padded('<?xml version="1.0"?>\n<text>', '</text>\n', size, name)],
  json: ['application/json', json],
  jpeg: ['image/jpeg', jpeg],
  png: ['image/png', png],
  gif: ['image/gif', gif],
  svg: ['image/svg+xml', svg],
  pdf: ['application/pdf', pdf],
  zip: ['application/zip', zip],
  gz: ['application/gzip', (size, name) => gzipSync(random(size, name))],
  wav: ['audio/wav', wav],
  mp3: ['audio/mpeg', random],
  mp4: ['video/mp4', random],
  webp: ['image/webp', random],
  ico: ['image/x-icon', random],
  bin: ['application/octet-stream', random],
};
const sameKinds: Readonly<Record<string, string>> = {
  htm: 'html',
  php: 'html',
  jpg: 'jpeg',
  log: 'txt',
  mjs: 'js',
};

/** `extension` without its dot; an unknown one gives random bytes. */
export function fileOf(extension: string, sizeBytes: number, name: string): SampleFile {
  const key = sameKinds[extension] ?? extension;
  const [type, make] = (Object.hasOwn(kinds, key) ? kinds[key] : undefined) ?? kinds.bin!;
  return { type, bytes: make(sizeBytes, name) };
}

function padded(head: string, tail: string, sizeBytes: number, name: string): Buffer {
  const room = Math.max(0, sizeBytes - head.length - tail.length);
  return Buffer.from(`${head}${seededText(name, room)}${tail}`);
}

function html(sizeBytes: number, name: string): Buffer {
  const title = seededTitle(name, 3);
  const links = [1, 2, 3].map((page) => `<a href="/page/${page}">Page ${page}</a>`).join(' ');
  const head = `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n`;
  return padded(`${head}<p>${links}</p>\n<p>`, '</p>\n</body>\n</html>\n', sizeBytes, name);
}

function csv(sizeBytes: number, name: string): Buffer {
  let rows = 'id,name,value\n';
  for (let id = 1; rows.length < sizeBytes; id++) {
    rows += `${id},${seededTitle(`${name} ${id}`, 2)},${(id * 7919) % 1000}\n`;
  }
  return Buffer.from(rows);
}

function json(sizeBytes: number, name: string): Buffer {
  const value = { id: 1, name: seededTitle(name, 2), status: 'ok', text: '' };
  const room = Math.max(0, sizeBytes - jsonBytes(value).length);
  return jsonBytes({ ...value, text: seededText(name, room).replaceAll('\n', ' ') });
}

function svg(sizeBytes: number, name: string): Buffer {
  const head =
    '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><circle cx="16" cy="16" r="14"/><desc>';
  return padded(head, '</desc></svg>\n', sizeBytes, name);
}

/** 8 × 8 grey pixels: every coefficient is 0, so one bit of each of two one-code Huffman tables says all (T.81). */
function jpeg(sizeBytes: number, name: string): Buffer {
  const segment = (marker: number, content: Buffer | readonly number[]) => {
    const bytes = Buffer.from(content);
    return Buffer.concat([
      Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 0xff]),
      bytes,
    ]);
  };
  const oneCode = [1, ...Array<number>(15).fill(0), 0];
  const image = Buffer.concat([
    segment(0xdb, [0, ...Array<number>(64).fill(1)]),
    segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, ...oneCode]),
    segment(0xc4, [0x10, ...oneCode]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    Buffer.from([0x3f, 0xff, 0xd9]),
  ]);
  const start = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
  ]);
  const commentHeadBytes = 4;
  const room = Math.max(0, sizeBytes - start.length - image.length - commentHeadBytes);
  return Buffer.concat([start, segment(0xfe, random(Math.min(room, 65_000), name)), image]);
}

/** 16 × 16 pixels of one colour; the padding is a private chunk that readers skip. */
function png(sizeBytes: number, name: string): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    return Buffer.concat([uint32(content.length), typed, uint32(crc32(typed))]);
  };
  const header = Buffer.concat([uint32(16), uint32(16), Buffer.from([8, 2, 0, 0, 0])]);
  const colour = seededBytes(`colour of ${name}`, 3);
  const row = Buffer.concat([Buffer.from([0]), ...Array<Buffer>(16).fill(colour)]);
  const start = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header)]);
  const end = Buffer.concat([
    chunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(16).fill(row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const room = Math.max(0, sizeBytes - start.length - end.length - 12);
  return Buffer.concat([start, chunk('paDd', random(room, name)), end]);
}

/** One black pixel; the padding is a comment of blocks of up to 255 bytes. */
function gif(sizeBytes: number, name: string): Buffer {
  const head = Buffer.from([...Buffer.from('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
  const image = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]);
  const blocks = Math.max(0, Math.floor((sizeBytes - head.length - image.length - 3) / 256));
  const comment = Array.from({ length: blocks }, (_, index) =>
    Buffer.concat([Buffer.from([255]), random(255, `${name} ${index}`)]),
  );
  return Buffer.concat([head, Buffer.from([0x21, 0xfe]), ...comment, Buffer.from([0]), image]);
}

/** One empty page; the padding is a stream that no object refers to. */
function pdf(sizeBytes: number, name: string): Buffer {
  const padding = seededText(name, Math.max(0, sizeBytes - 520));
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    `<< /Length ${padding.length} >>\nstream\n${padding}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 5\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(`${file}${table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`);
}

/** One stored file, `data.txt`. */
function zip(sizeBytes: number, name: string): Buffer {
  const fileName = Buffer.from('data.txt');
  const overheadBytes = 30 + 46 + 22 + 2 * fileName.length;
  const content = Buffer.from(seededText(name, Math.max(0, sizeBytes - overheadBytes)));
  // Version 1.0, no flags, stored; 1 January 2026, 09:00, in the format of DOS.
  const shared = Buffer.concat([
    Buffer.from([10, 0, 0, 0, 0, 0, 0, 0x48, 0x21, 0x5c]),
    uint32le(crc32(content)),
    uint32le(content.length),
    uint32le(content.length),
    Buffer.from([fileName.length, 0, 0, 0]),
  ]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, fileName, content]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\0', 'latin1'),
    shared,
    Buffer.alloc(14),
    fileName,
  ]);
  const end = Buffer.from('PK\x05\x06\0\0\0\0\x01\0\x01\0', 'latin1');
  return Buffer.concat([
    local,
    central,
    end,
    uint32le(central.length),
    uint32le(local.length),
    Buffer.from([0, 0]),
  ]);
}

/** Silence of one channel, 8 bits, 8 kHz. */
function wav(sizeBytes: number): Buffer {
  const samples = Buffer.alloc(Math.max(0, sizeBytes - 44), 0x80);
  const format = Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]);
  return Buffer.concat([
    Buffer.from('RIFF'),
    uint32le(36 + samples.length),
    Buffer.from('WAVEfmt '),
    uint32le(16),
    format,
    Buffer.from('data'),
    uint32le(samples.length),
    samples,
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint32le(value: number): Buffer {
  return uint32(value).swap32();
}
