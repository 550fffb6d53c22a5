import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { InternetHello, RequestLine } from '../protocol.js';
import type { Certificates } from './certificates.js';
import type { VirtualTimers } from './virtual-timers.js';

/** What the connections and requests of one run share. */
export interface RunContext {
  readonly timers: VirtualTimers;
  readonly certificates: Certificates;
  readonly httpServer: Server;
  readonly hello: InternetHello;
  /** How many requests have arrived; counts up. */
  takeSerial(): number;
  /** Something happened: the barrier begins to count its quiet turns anew. */
  touch(): void;
  /**
   * Until the returned function is called, no frame is dealt with and no SYNC answered. For work off this thread, so
   * that its real duration can change nothing.
   */
  hold(): () => void;
  /** Calls back when the supervisor's stream takes more, at once or after it drained. */
  sendData(connection: number, bytes: Buffer, taken: () => void): void;
  sendEnd(connection: number): void;
  sendReset(connection: number): void;
  record(connection: number, line: RequestLine): void;
  /** The connection is over, in both directions and with all its requests. */
  forget(connection: number): void;
  /** `stream` is what the HTTP server knows the connection by. */
  register(stream: Duplex, connection: number): void;
}
