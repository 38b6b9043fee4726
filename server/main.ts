import { inspect } from 'node:util';
import { Configuration } from './config/configuration.ts';
import { declareSettings } from './config/declare-settings.ts';
import { loadConfig } from './config/load-config.ts';
import { type Environment, takeSecrets } from './config/environment-secrets.ts';
import { effectiveListen, MANAGER_HELP, parseManagerOptions } from './config/manager-options.ts';
import { firstBug } from '#shared/first-bug.ts';
import { FarmError } from './domain/errors.ts';
import { createLogger } from './logging/logger.ts';
import { startManager, type StopReason } from './manager.ts';
import { INSTALLED_IDS, INSTALLED_PLUGINS, SETTINGS } from './plugins/installed.ts';
import { findStudioPlugins } from './plugins/studio-plugins.ts';
import { isUrgent, stopSignal } from '#shared/stop-signal.ts';
import { firewallNote } from './setup/firewall-note.ts';
import { stopMessage } from './stop-message.ts';
import { showSetUpLink } from './setup/show-set-up-link.ts';
import { PRODUCT_VERSION } from './trpc/product-version.ts';

/** For requests that are being answered; the database has to be closed within the 5 s that Windows gives. */
const URGENT_GRACE_MS = 1_000;

/**
 * Runs the manager until it is asked to stop; a second signal ends it at once. A bug that nobody catches stops it in
 * order. For a restart, the configuration is read again and everything is created again in this process.
 */
async function main(): Promise<void> {
  const options = parseManagerOptions(process.argv.slice(2));
  if (!('home' in options))
    return void process.stdout.write(options.action === 'help' ? MANAGER_HELP : `${PRODUCT_VERSION}\n`);
  let configuration: Configuration | undefined;
  const logger = createLogger({
    level: options.logLevel,
    terminal: process.stdout.isTTY,
    secrets: () => configuration?.secrets ?? [],
  });
  if (options.action === 'write-config') {
    const loaded = await loadConfig({ home: options.home, declaration: SETTINGS, environment: process.env });
    const written = await new Configuration(loaded).writeOut();
    return logger.info({ home: written.home }, 'configuration written');
  }
  const asked = Promise.race([stopSignal(), stopMessage()]);
  const bug = firstBug((err) => logger.fatal({ err }, 'manager has a bug, and cannot go on'));
  let end: NodeJS.Signals | StopReason | 'asked' | 'bug' = 'restart';
  let port: number | undefined;
  let environment: Environment | undefined;
  for (let start = 1; end === 'restart'; start += 1) {
    // Plugins come before the configuration, since they declare settings.
    const found = await findStudioPlugins({ home: options.home, taken: INSTALLED_IDS });
    const plugins = [...INSTALLED_PLUGINS, ...found.flatMap(({ plugin }) => plugin ?? [])];
    const declaration = declareSettings(plugins);
    // Programs that the manager starts must not get them; for its own restart they are kept.
    environment ??= takeSecrets(declaration.tree, process.env);
    const loaded = await loadConfig({ home: options.home, declaration, environment });
    configuration = new Configuration(loaded, { forceSetup: options.setupAssistant && start === 1 });
    const { secrets } = loaded;
    if (secrets.length > 0)
      logger.info({ variables: secrets.map(({ variable }) => variable) }, 'secrets are from the environment');
    for (const warning of loaded.warnings) logger.warn({ file: 'flamenco-manager.yaml' }, warning);
    const listen = effectiveListen(loaded.settings.listen, options);
    // If the port is "any free port", it stays the same after a restart, so that clients find the manager again.
    const place = listen.port === 0 && port !== undefined ? { ...listen, port } : listen;
    const { development } = options;
    const manager = await startManager({ configuration, listen: place, logger, found, development });
    port = manager.port;
    logger.info({ url: manager.url, home: loaded.home, version: PRODUCT_VERSION }, 'manager started');
    const { autodiscoverable } = loaded.settings;
    const rules = firewallNote({ platform: process.platform, host: place.host, port: manager.port, autodiscoverable });
    if (rules.length > 0 && start === 1)
      logger.info({ commands: rules }, 'if other machines cannot reach it, an administrator can open the firewall');
    let linkIsOver = (): Promise<void> => Promise.resolve();
    if (manager.setUp) {
      const at = { home: loaded.home, url: manager.url, atTerminal: process.stdout.isTTY };
      linkIsOver = await showSetUpLink({ ...at, ...manager.setUp }, (text) => void process.stderr.write(text));
    } else if (configuration.current.isFirstRun)
      logger.info({ url: manager.url }, 'manager needs to be set up: open its page');
    end = await Promise.race([bug, asked, manager.wantsToStop]);
    logger.info({ reason: end }, 'manager is stopping');
    await manager.stop(isUrgent(end, process.platform) ? URGENT_GRACE_MS : undefined);
    await linkIsOver();
    logger.info('manager stopped');
  }
  process.exit(end === 'damaged-database' || end === 'bug' ? 1 : 0);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof FarmError ? error.message : inspect(error)}\n`);
  process.exit(1);
}
