/**
 * Slots are exclusive on the whole host, not just in this process: a slot decides the uid of a jail, and two jails of
 * one uid would share its limit of processes. A service, a second worker and the command line may run side by side.
 *
 * A slot is held by listening on an abstract unix socket named after it. Unlike lock files, the kernel itself gives it
 * back when the holder dies, however it dies, and no process id has to be judged alive. Who waits connects to the
 * sockets of all slots and is woken when one closes; a holder sees by these connections that others wait, and lets
 * them go first.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Slot {
  readonly number: number;
  release(): Promise<void>;
}

/** So long a slot is left to other processes that were waiting for it. */
const yieldMs = 10;
/** Between looks when nothing could be awaited, as the holder closed just then. */
const againMs = 5;

export class HostSlots {
  private readonly held = new Set<number>();

  /** `family` keeps apart what need not exclude each other: tests, and users, whose jails have other uids. */
  constructor(
    private readonly count: number,
    private readonly family = `interleave-slot-${process.getuid?.() ?? 0}`,
  ) {}

  /** The lowest free slot; waits until there is one. Rejects only with the reason of `signal`. */
  async acquire(signal?: AbortSignal): Promise<Slot> {
    for (;;) {
      signal?.throwIfAborted();
      for (let number = 0; number < this.count; number += 1) {
        const slot = this.held.has(number) ? null : await this.take(number);
        if (slot) return slot;
      }
      await this.oneToClose(signal);
    }
  }

  private name(number: number): string {
    return `\0${this.family}-${number}`;
  }

  private async take(number: number): Promise<Slot | null> {
    this.held.add(number);
    const server = createServer();
    const waiting = new Set<Socket>();
    server.on('connection', (socket) => {
      waiting.add(socket.on('error', () => undefined).on('close', () => waiting.delete(socket)));
    });
    if (!(await listens(server, this.name(number)))) {
      this.held.delete(number);
      return null;
    }
    return { number, release: () => this.release(number, server, waiting) };
  }

  private async release(number: number, server: Server, waiting: ReadonlySet<Socket>): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    const othersWait = waiting.size > 0;
    server.close();
    for (const socket of waiting) socket.destroy();
    await closed;
    if (othersWait) await new Promise((resolve) => setTimeout(resolve, yieldMs));
    this.held.delete(number);
  }

  /** Waits until a holder in another process lets go of any slot. */
  private async oneToClose(signal?: AbortSignal): Promise<void> {
    const sockets: Socket[] = [];
    let stop = (): void => undefined;
    try {
      await new Promise<void>((resolve) => {
        stop = resolve;
        signal?.addEventListener('abort', stop);
        if (signal?.aborted) resolve();
        for (let number = 0; number < this.count; number += 1) {
          const socket = connect(this.name(number));
          sockets.push(socket);
          socket.on('connect', () => socket.on('close', () => resolve()));
          socket.on('error', () => setTimeout(resolve, againMs));
        }
      });
    } finally {
      signal?.removeEventListener('abort', stop);
      for (const socket of sockets) socket.destroy();
    }
  }
}

function listens(server: Server, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(name, () => resolve(true));
  });
}
