import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration } from '#server/config/configuration.ts';
import { type ConfiguredPlugin, declareSettings } from '#server/config/declare-settings.ts';
import { loadConfig } from '#server/config/load-config.ts';
import { createFarm } from '#server/create-farm.ts';
import { type ManagerHandlerOptions, managerHandler } from '#server/http/manager-handler.ts';
import { startHttpServer } from '#server/http/server.ts';
import { createLogger } from '#server/logging/logger.ts';
import { openDatabase } from '#server/persistence/open-database.ts';
import type { Farm } from '#server/farm/farm.ts';
import { TestClient } from './test-client.ts';

export interface TestManagerOptions extends Partial<Omit<ManagerHandlerOptions, 'farm'>> {
  /** Lines to add to `flamenco-manager.yaml`, after the version and the shared storage. */
  readonly config?: string;
  /** Where secrets may be that are not in the file. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Plugins whose settings the configuration knows; they are not started. */
  readonly plugins?: readonly ConfiguredPlugin[];
  /** Parts of the farm that a spec wants to replace. */
  readonly farm?: Partial<Farm>;
}

/** A manager in this process: a migrated SQLite database, and everything it serves on a random port of 127.0.0.1. */
export interface TestManager {
  readonly url: string;
  readonly farm: Farm;
  readonly client: TestClient;
  /** A temporary folder, which `stop` removes. */
  readonly folder: string;
  /** What was logged at level debug or above, as one JSON document per line. */
  readonly logLines: string[];
  /** How many times the farm asked to be started again, which does not happen here. */
  readonly restarts: number;
  stop(): Promise<void>;
}

/** Starts a manager without timers: nothing times out and no job is deleted unless the spec makes it happen. */
export async function startTestManager(options: TestManagerOptions = {}): Promise<TestManager> {
  const { config = '', plugins = [], environment = {}, farm: parts, ...doors } = options;
  const folder = await mkdtemp(join(tmpdir(), 'flamenco-ng-'));
  const logLines: string[] = [];
  const logger = createLogger({ level: 'debug', terminal: false, write: (line) => void logLines.push(line) });
  const yaml = `_meta: {version: 3}\nmanager_name: Test farm\nshared_storage_path: ${join(folder, 'shared')}\n${config}`;
  await writeFile(join(folder, 'flamenco-manager.yaml'), yaml);
  const declaration = declareSettings(plugins);
  const configuration = new Configuration(await loadConfig({ home: folder, declaration, environment }));
  let restarts = 0;
  const { farm, close } = await createFarm({
    configuration,
    logger,
    openDatabase: (how) => openDatabase(join(folder, 'farm.sqlite'), how),
    ...(parts?.clock ? { clock: parts.clock } : {}),
    restart: () => void (restarts += 1),
  });
  Object.assign(farm, parts);
  const handler = managerHandler({ checkAnswers: true, ...doors, farm });
  const trustedProxies = () => configuration.current.trustedProxies;
  const proxyHeader = () => configuration.current.settings.proxy_login.header;
  const hostNames = () => configuration.current.hostNames;
  const place = { host: '127.0.0.1', port: 0 };
  const { development = false } = doors;
  const server = await startHttpServer({
    ...place,
    handler,
    logger,
    development,
    trustedProxies,
    proxyHeader,
    hostNames,
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    farm,
    client: new TestClient(url),
    folder,
    logLines,
    get restarts() {
      return restarts;
    },
    async stop() {
      await server.stop(500);
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
