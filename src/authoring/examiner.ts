import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CheckHost } from '../execution/check-host/client.js';
import { ChecksCompiler } from '../execution/checks-compiler/client.js';
import { type Examined, examineExercise } from '../execution/examine.js';
import type { Draft } from './draft.repository.js';

/** What is remembered of drafts that are examined again as they are: to publish one is to examine it. */
const mostRemembered = 20;

/** Says what is wrong with drafts. Its processes start with the first of them, and end with the service. */
@Injectable()
export class Examiner implements OnApplicationShutdown {
  private readonly compiler = new ChecksCompiler();
  private readonly checkHost = new CheckHost();
  /** By draft and revision, the oldest first. */
  private readonly remembered = new Map<string, Promise<Examined>>();

  async examine({ id, slug, revision, files }: Draft): Promise<Examined> {
    const key = `${id} ${revision}`;
    const known = this.remembered.get(key);
    if (known) return known;
    const { compiler, checkHost } = this;
    const examined = examineExercise(files, slug, { compiler, checkHost });
    this.remembered.set(key, examined);
    // A fault of ours is no property of the draft.
    examined.catch(() => this.remembered.delete(key));
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > mostRemembered && oldest !== undefined) this.remembered.delete(oldest);
    return examined;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.compiler.stop(), this.checkHost.stop()]);
  }
}
