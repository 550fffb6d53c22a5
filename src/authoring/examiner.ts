import { Injectable } from '@nestjs/common';
import { type Examined, examineExercise } from '../execution/examine.js';
import type { Draft } from './draft.repository.js';
import { ReadingProcesses } from './reading-processes.js';

/** What is remembered of drafts that are examined again as they are: to publish one is to examine it. */
const mostRemembered = 20;

/** Says what is wrong with drafts. */
@Injectable()
export class Examiner {
  /** By draft and revision, the oldest first. */
  private readonly remembered = new Map<string, Promise<Examined>>();

  constructor(private readonly processes: ReadingProcesses) {}

  async examine({ id, slug, revision, files }: Draft): Promise<Examined> {
    const key = `${id} ${revision}`;
    const known = this.remembered.get(key);
    if (known) return known;
    const examined = examineExercise(files, slug, this.processes);
    this.remembered.set(key, examined);
    // A fault of ours is no property of the draft.
    examined.catch(() => this.remembered.delete(key));
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > mostRemembered && oldest !== undefined) this.remembered.delete(oldest);
    return examined;
  }
}
