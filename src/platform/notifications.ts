import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';

/**
 * Written to by triggers in prisma/migrations: `interleave_submissions` whenever the state of a submission changes,
 * `interleave_deliveries` (without a payload) whenever there may be something to send.
 */
export type Channel = 'interleave_submissions' | 'interleave_deliveries';

const retryMinMs = 100;
const retryMaxMs = 5_000;

interface Events {
  /** The payload of one notification. */
  message: [payload: string];
  /** The connection was lost and is back: what happened in between was not heard. */
  resumed: [];
}

/**
 * Hears what other processes announce through Postgres (LISTEN), on a connection of its own. A lost connection is made
 * again, for as long as the service runs.
 */
@Injectable()
export class Notifications extends EventEmitter<Events> implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Notifications.name);
  private readonly stopping = new AbortController();
  private client: pg.Client | null = null;

  constructor(
    private readonly databaseUrl: string,
    private readonly channel: Channel,
  ) {
    super();
    this.setMaxListeners(0);
  }

  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      keepAlive: true,
      application_name: 'interleave events',
    });
    client.on('notification', ({ payload }) => this.emit('message', payload ?? ''));
    // Without a listener a lost connection would end the process.
    client.on('error', (error) => this.logger.warn(`Lost the connection for events: ${error.message}`));
    await client.connect();
    await client.query(`LISTEN ${this.channel}`);
    client.on('end', () => void this.reconnect());
    this.client = client;
  }

  private async reconnect(): Promise<void> {
    this.client = null;
    for (let waitMs = retryMinMs; !this.stopping.signal.aborted; waitMs = Math.min(2 * waitMs, retryMaxMs)) {
      try {
        await delay(waitMs, undefined, { signal: this.stopping.signal });
        await this.connect();
        this.emit('resumed');
        return;
      } catch (error) {
        if (!this.stopping.signal.aborted) {
          this.logger.warn(`No connection for events yet: ${(error as Error).message}`);
        }
      }
    }
  }
}
