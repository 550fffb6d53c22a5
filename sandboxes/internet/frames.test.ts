import { describe, expect, it } from 'vitest';
import { frameType, never } from '../protocol.js';
import { encodeFrame, FrameReader, payloadsOf } from './frames.js';

describe('frames', () => {
  const frames = Buffer.concat([
    encodeFrame(frameType.open, 3, 1_500_000, Buffer.from('{"a":1}'), 7),
    encodeFrame(frameType.sync, 4_000_000_000, 9_007_199_254_740_991),
    encodeFrame(frameType.data, 0, 0, Buffer.alloc(5000, 1)),
  ]);

  it.each([1, 2, 23, 24, 25, 31, 1000, 1_000_000])('come whole from pieces of %i bytes', (pieceBytes) => {
    const reader = new FrameReader();
    const read = [];
    for (let at = 0; at < frames.length; at += pieceBytes) {
      read.push(...reader.push(frames.subarray(at, at + pieceBytes)));
    }
    expect(
      read.map(({ type, connection, lane, timeNs, payload }) => [
        type,
        connection,
        lane,
        timeNs,
        payload.length,
      ]),
    ).toEqual([
      [frameType.open, 3, 7, 1_500_000, 7],
      [frameType.sync, 4_000_000_000, 0, 9_007_199_254_740_991, 0],
      [frameType.data, 0, 0, 0, 5000],
    ]);
    expect(read[0]?.payload.toString()).toBe('{"a":1}');
  });

  it('say never for no deadline', () => {
    expect(encodeFrame(frameType.idle, 1, null).readBigUInt64LE(16)).toBe(never);
  });

  it('are refused as soon as their header shows that they cannot be', () => {
    const header = (payloadBytes: number, type: number) => {
      const bytes = encodeFrame(type, 0, 0);
      bytes.writeUInt32LE(payloadBytes, 0);
      return bytes;
    };
    expect(() => new FrameReader().push(header(65_537, frameType.data))).toThrow('65537 bytes');
    expect(() => new FrameReader().push(header(0, 11))).toThrow('type 11');
    expect(new FrameReader().push(header(65_536, frameType.data))).toEqual([]);
  });

  it('take long bodies in pieces of 64 KiB', () => {
    expect(payloadsOf(Buffer.alloc(131_073)).map((payload) => payload.length)).toEqual([65_536, 65_536, 1]);
    expect(payloadsOf(Buffer.alloc(0))).toEqual([]);
  });
});
