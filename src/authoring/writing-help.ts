import { Injectable } from '@nestjs/common';
import { yamlFile } from '../exercises/read-yaml.js';
import type { Completions, Description } from '../exercises/writing-help.js';
import { completeYaml, describeYaml } from '../exercises/yaml-help.js';
import { ReadingProcesses } from './reading-processes.js';

/** A place in a file as its author has it before them. */
export interface Place {
  readonly file: string;
  readonly text: string;
  /** In UTF-16 units. */
  readonly offset: number;
}

const isChecks = (file: string): boolean => /^[^/]+\.ts$/.test(file);

/** Which names fit at a place of a file of an exercise, and what one means. Of most files nothing is known. */
@Injectable()
export class WritingHelp {
  constructor(private readonly processes: ReadingProcesses) {}

  async complete({ file, text, offset }: Place): Promise<Completions> {
    if (file === yamlFile) return completeYaml(text, offset);
    return isChecks(file) ? this.processes.compiler.complete(text, offset) : { from: offset, items: [] };
  }

  /** `name`: one of those that fit; what stands there when null. */
  async describe({ file, text, offset }: Place, name: string | null): Promise<Description | null> {
    if (file === yamlFile) return describeYaml(text, offset, name);
    return isChecks(file) ? this.processes.compiler.describe(text, offset, name) : null;
  }
}
