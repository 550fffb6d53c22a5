import { frameHeaderBytes, framePayloadMaxBytes, frameType, never } from '../protocol.js';

/** A frame as protocol.ts describes it, taken apart. Virtual nanoseconds stay exact in a number for 104 days. */
export interface Frame {
  readonly type: number;
  readonly connection: number;
  readonly lane: number;
  readonly timeNs: number;
  readonly payload: Buffer;
}

const knownTypes: ReadonlySet<number> = new Set(Object.values(frameType));

/** `timeNs: null` means `never`. */
export function encodeFrame(
  type: number,
  connection: number,
  timeNs: number | null,
  payload: Buffer = Buffer.alloc(0),
  lane = 0,
): Buffer {
  const frame = Buffer.allocUnsafe(frameHeaderBytes + payload.length);
  frame.writeUInt32LE(payload.length, 0);
  frame.writeUInt32LE(type, 4);
  frame.writeUInt32LE(connection, 8);
  frame.writeUInt32LE(lane, 12);
  frame.writeBigUInt64LE(timeNs === null ? never : BigInt(timeNs), 16);
  payload.copy(frame, frameHeaderBytes);
  return frame;
}

/** The bytes cut into payloads that fit a frame. */
export function payloadsOf(bytes: Buffer): Buffer[] {
  const payloads: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += framePayloadMaxBytes) {
    payloads.push(bytes.subarray(from, from + framePayloadMaxBytes));
  }
  return payloads;
}

/** Puts frames together from the pieces in which a stream brings them. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** Throws when the bytes cannot be frames; nothing can be read after that. */
  push(chunk: Buffer): Frame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    while (this.#rest.length >= frameHeaderBytes) {
      const payloadBytes = this.#rest.readUInt32LE(0);
      const type = this.#rest.readUInt32LE(4);
      if (payloadBytes > framePayloadMaxBytes) throw new Error(`a frame of ${payloadBytes} bytes`);
      if (!knownTypes.has(type)) throw new Error(`a frame of unknown type ${type}`);
      const end = frameHeaderBytes + payloadBytes;
      if (this.#rest.length < end) break;
      frames.push({
        type,
        connection: this.#rest.readUInt32LE(8),
        lane: this.#rest.readUInt32LE(12),
        timeNs: Number(this.#rest.readBigUInt64LE(16)),
        payload: this.#rest.subarray(frameHeaderBytes, end),
      });
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}
