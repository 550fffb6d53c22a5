/**
 * Starts the service in the roles asked for (INTERLEAVE_ROLES): api, worker, or both. Ends on SIGTERM or Ctrl-C after
 * what was begun is finished or handed back; a second one ends at once, and loses nothing either: the database and the
 * queue recover.
 */
import { Logger } from '@nestjs/common';
import { ConfigError, parseConfig } from './config/config.js';
import { ServiceLogger } from './platform/service-logger.js';
import { LocalGrader } from './queue/local-grader.js';
import { startService } from './service.js';

const status = { badEnvironment: 2, couldNotStart: 1, lost: 1, impatient: 130, stuck: 1 };

/** Beyond the time that running jobs are given. Whoever is away by then will not answer any more. */
const stopWithinMs = 20_000;

function readConfig() {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(status.badEnvironment);
  }
}

function explainStart(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use; PORT=4001 would take another one.`;
  return error.stack ?? error.message;
}

async function main(): Promise<void> {
  const config = readConfig();
  const logger = new ServiceLogger(config);
  Logger.overrideLogger(logger);
  const log = new Logger('Main');
  const makeGrader = () => new LocalGrader(config.stateDirectory);
  const service = await startService({ config, logger, makeGrader }).catch((error: NodeJS.ErrnoException) => {
    log.fatal(explainStart(error, config.port));
    process.exit(status.couldNotStart);
  });

  let isStopping = false;
  const stop = async (reason: string, exitStatus: number) => {
    if (isStopping) process.exit(status.impatient);
    isStopping = true;
    log.log(`Stopping: ${reason}`);
    setTimeout(() => process.exit(status.stuck), config.drainMs + stopWithinMs).unref();
    await service.stop();
    process.exit(exitStatus);
  };
  process.on('SIGTERM', (signal) => void stop(signal, 0));
  process.on('SIGINT', (signal) => void stop(signal, 0));
  void service.lost.then((reason) => {
    log.fatal(reason);
    void stop(reason, status.lost);
  });
}

await main();
