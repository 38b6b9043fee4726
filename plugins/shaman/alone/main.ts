import { inspect } from 'node:util';
import { configError } from '#server/config/config-error.ts';
import { parseListenAddress } from '#server/config/listen-address.ts';
import { FarmError } from '#server/domain/errors.ts';
import { createLogger } from '#server/logging/logger.ts';
import { firstBug } from '#shared/first-bug.ts';
import { stopSignal } from '#shared/stop-signal.ts';
import { PRODUCT_VERSION } from '#server/trpc/product-version.ts';
import { collectGarbage } from '../store/collect-garbage.ts';
import { type AloneConfig, loadAloneConfig } from './config.ts';
import { HELP, parseAloneOptions } from './options.ts';
import { serveAlone } from './serve.ts';

/** `npm run shaman`: serves a file store without a manager until SIGINT or SIGTERM; a second signal ends it at once. */
async function main(): Promise<void> {
  const options = parseAloneOptions(process.argv.slice(2));
  if (!('home' in options))
    return void process.stdout.write(options.action === 'help' ? HELP : `Flamenco-NG Shaman ${PRODUCT_VERSION}\n`);
  const config = await loadAloneConfig(options.home);
  if (options.action !== 'serve') return collectOnce(config, options.action === 'gc-show');
  if (config.token === '' && !options.withoutToken) {
    throw configError(
      { file: 'flamenco-shaman.yaml', key: 'token' },
      'is missing; add one, or start with --without-token to serve everybody who can reach the port',
    );
  }
  const secrets = () => [config.token];
  const logger = createLogger({ level: options.logLevel, terminal: process.stdout.isTTY, secrets });
  const asked = stopSignal();
  const bug = firstBug((err) => logger.fatal({ err }, 'store has a bug, and cannot go on'));
  const listen = options.listen ?? parseListenAddress(config.listen) ?? { host: '', port: 8083 };
  const token = options.withoutToken ? undefined : config.token;
  const server = await serveAlone({ config, listen, logger, token });
  if (token === undefined) logger.warn('store serves everybody who can reach its port');
  logger.info({ port: server.port, storage: config.folders.store, version: PRODUCT_VERSION }, 'store started');
  const reason = await Promise.race([bug, asked]);
  logger.info({ reason }, 'store is stopping');
  await server.stop();
  logger.info('store stopped');
  process.exit(reason === 'bug' ? 1 : 0);
}

async function collectOnce({ folders, garbageCollect }: AloneConfig, dryRun: boolean): Promise<void> {
  const touchedBefore = Date.now() - garbageCollect.maxAge;
  const { removed, bytes, kept } = await collectGarbage({ ...folders, touchedBefore, dryRun });
  const what = dryRun ? 'would be removed' : 'removed';
  process.stdout.write(`${removed} files (${bytes} bytes) ${what}, ${kept} kept\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof FarmError ? error.message : inspect(error)}\n`);
  process.exit(1);
}
