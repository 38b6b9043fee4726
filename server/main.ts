import { ConfigError } from './config/config-error.ts';
import { loadConfig } from './config/load-config.ts';
import { effectiveListen, MANAGER_HELP, parseManagerOptions } from './config/manager-options.ts';
import { FarmError } from './domain/errors.ts';
import { createLogger } from './logging/logger.ts';
import { startManager } from './manager.ts';
import { PRODUCT_VERSION } from './trpc/product-version.ts';

/** Starts the manager and runs it until SIGINT or SIGTERM; a second signal ends it at once. */
async function main(): Promise<void> {
  const options = parseManagerOptions(process.argv.slice(2));
  if (options.action !== 'run')
    return void process.stdout.write(options.action === 'help' ? MANAGER_HELP : `${PRODUCT_VERSION}\n`);
  const logger = createLogger({ level: options.logLevel, terminal: process.stdout.isTTY });
  const config = await loadConfig({ home: options.home });
  for (const warning of config.warnings) logger.warn({ file: 'flamenco-manager.yaml' }, warning);
  const listen = effectiveListen(config.settings.listen, options);
  const manager = await startManager({ config, listen, logger, development: options.development });
  logger.info({ url: manager.url, home: config.home, version: PRODUCT_VERSION }, 'manager started');

  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'manager is stopping');
    manager.stop().then(
      () => {
        logger.info('manager stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'manager could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof FarmError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
