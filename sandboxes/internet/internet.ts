import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Certificates } from './certificates.js';
import { Run } from './run.js';

/**
 * The stand-in internet: answers for every host that programs in all the jails of this machine ask for.
 *
 * It listens on a unix socket, and each stream accepted there is one run, speaking the frames of protocol.ts with its
 * supervisor. A run (run.ts) numbers its connections; each (connection.ts) is a Duplex handed to a Node HTTP server,
 * with TLS around it when the program speaks TLS; each request (exchange.ts) gets the answer that a pure function of
 * it gives (sites.ts), at the virtual time which that answer states (virtual-timers.ts), and is recorded.
 *
 * No wall clock and no randomness reaches a program from here.
 */
export interface Internet {
  close(): Promise<void>;
}

/** Rejects when it cannot listen. `complain` hears of runs that were cut off for what their supervisor sent. */
export async function startInternet(
  socketPath: string,
  caDirectory: string,
  complain = (message: string): void => void process.stderr.write(`${message}\n`),
): Promise<Internet> {
  const certificates = await Certificates.open(caDirectory);
  const streams = new Set<Socket>();
  const server = createServer((stream) => {
    streams.add(stream);
    stream.on('close', () => streams.delete(stream));
    new Run(stream, certificates, complain);
  });
  await listen(server, socketPath);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const stream of streams) stream.destroy();
      }),
  };
}

/** A socket file that nobody listens on is what a killed process left; one that answers belongs to somebody. */
async function listen(server: Server, socketPath: string): Promise<void> {
  try {
    await listenOnce(server, socketPath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || (await isAnswered(socketPath))) throw error;
    rmSync(socketPath);
    await listenOnce(server, socketPath);
  }
}

function listenOnce(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isAnswered(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socketPath);
    probe.on('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED'));
  });
}
