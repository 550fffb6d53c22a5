import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

/**
 * One owner per state folder, among all processes of this machine. The lock is a listening socket with an abstract name
 * (unix(7)): the kernel gives it to one process only and takes it back when that process ends, however it ends. A file
 * with a process id would have to be judged for staleness after a kill -9.
 */
export interface StateLock {
  release(): Promise<void>;
}

/** Null when another process holds it. The folder must exist. */
export async function tryLockState(directory: string): Promise<StateLock | null> {
  const digest = createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 32);
  const server = createServer((socket) => socket.destroy());
  if (!(await tryListen(server, `\0interleave-${digest}`))) return null;
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function tryListen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(path, () => resolve(true));
  });
}
