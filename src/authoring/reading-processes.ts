import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CheckHost } from '../execution/check-host/client.js';
import { ChecksCompiler } from '../execution/checks-compiler/client.js';

/** The processes that read what courses write. They start with the first exercise, and end with the service. */
@Injectable()
export class ReadingProcesses implements OnApplicationShutdown {
  readonly compiler = new ChecksCompiler();
  readonly checkHost = new CheckHost();

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.compiler.stop(), this.checkHost.stop()]);
  }
}
