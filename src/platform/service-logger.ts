import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { currentRequestId } from './request-context.js';

/** From the gravest to the chattiest; a level includes those before it. */
const levels: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** Nest tells of every part and route it puts together; of use only when they are looked for. */
const chattyContexts = [
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
];

/** One line of JSON per message, or text for a terminal; both carry the id of the request or submission at hand. */
export class ServiceLogger extends ConsoleLogger {
  constructor({ logFormat, logLevel }: Pick<Config, 'logFormat' | 'logLevel'>) {
    super({
      prefix: 'interleave',
      json: logFormat === 'json',
      colors: logFormat === 'text' && process.stdout.isTTY === true,
      logLevels: levels.slice(0, levels.indexOf(logLevel) + 1),
    });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (chattyContexts.includes(String(rest.at(-1)))) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  protected override getJsonLogObject(
    ...given: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const requestId = currentRequestId();
    return { ...super.getJsonLogObject(...given), ...(requestId === null ? {} : { requestId }) };
  }

  protected override formatContext(context: string): string {
    const requestId = currentRequestId();
    return super.formatContext(requestId === null ? context : `${context} ${requestId}`);
  }
}
