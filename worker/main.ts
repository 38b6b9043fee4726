import { realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { calledFrom } from './called-from.ts';
import { HELP, parseCommandLine } from './command-line.ts';
import { visibleControls } from '#shared/visible-controls.ts';
import { ConfigError } from './config-error.ts';
import { CHECK_DISCOVERY, DISCOVERY, discoverManager, SHORT_DISCOVERY } from './discovery/discover-manager.ts';
import type { Logger } from 'pino';
import { homeOf, loadConfig, secretsOf } from './config.ts';
import type { WorkerConfig } from './config.ts';
import { startAs } from './other-account/account.ts';
import type { StartAs } from './other-account/account.ts';
import { checkAccount } from './other-account/run-commands-as.ts';
import { doAsAsked } from './identity/asked-for.ts';
import { ownManager } from './identity/own-manager.ts';
import { lockHome } from './home-lock.ts';
import { prepareHome } from './home.ts';
import type { LogFile } from '#system/log-file/log-file.ts';
import { openLogFile } from './open-log-file.ts';
import { createLogger } from './logger.ts';
import { searchHint } from './network-hints.ts';
import { askHome } from './requests/ask-home.ts';
import { hearRequest } from './requests/hear-request.ts';
import type { Request } from './requests/request-files.ts';
import { watchRequests } from './requests/watch-requests.ts';
import { runWorker } from './run-worker.ts';
import { runCheck } from './self-check/run-check.ts';
import { ownEnvironment } from './start-without-secret.ts';
import { StatusWish, wishBySignals } from './status-wish.ts';
import { stopOnBug, stopOnSignals } from './stop-signals.ts';
import { runTest } from './test-run.ts';
import { trustAuthorities } from './trust-authorities.ts';
import { workerVersion } from './version.ts';

/** Undefined while nothing is written to a file. */
let logFile: LogFile | undefined;

try {
  process.exitCode = await main();
} catch (error) {
  // It may repeat what a manager said.
  const text = visibleControls(error instanceof ConfigError ? error.message : inspect(error), '\n');
  process.stderr.write(`flamenco-worker: ${text}\n`);
  logFile?.write(`flamenco-worker: ${text}\n`);
  process.exitCode = 1;
}
await logFile?.close();

async function main(): Promise<number> {
  // This comes first: without a handler, SIGUSR1 opens Node's debugger.
  const wish = new StatusWish();
  wishBySignals(wish);
  const options = parseCommandLine(process.argv.slice(2));
  const own = ownEnvironment();
  const version = await workerVersion();
  if (options.help || options.version) {
    process.stdout.write(options.help ? HELP : `Flamenco-NG Worker ${version}\n`);
    return 0;
  }
  const surroundings = {
    environment: own,
    platform: process.platform,
    currentFolder: currentFolder(),
    userFolder: os.homedir(),
    hostName: os.hostname(),
  };
  if (options.ask !== undefined) {
    const { done, text } = await askHome(homeOf(options, surroundings), options.ask, options.askMilliseconds);
    if (!done) throw new ConfigError(text);
    process.stdout.write(`${text}\n`);
    return 0;
  }
  const stop = new AbortController();
  let secrets: readonly string[] = [];
  const logger = createLogger(
    options.logLevel,
    process.stderr.isTTY,
    () => secrets,
    () => logFile,
  );
  stopOnSignals(stop);
  let hasBug = false;
  stopOnBug(stop, logger, () => void (hasBug = true));
  if (options.findManager) {
    const found = await discoverManager(logger, SHORT_DISCOVERY, stop.signal);
    if (found === undefined) throw nothingFound('a minute');
    process.stdout.write(`${found}/\n`);
    return 0;
  }
  const config = await loadConfig(options, surroundings);
  secrets = secretsOf(config);
  // It may be found at such an address, too.
  if (config.managerUrl?.startsWith('https:') !== false)
    await trustAuthorities(config.certificates, `${config.configFile}: certificates`);
  for (const warning of config.warnings) logger.warn(warning);
  if (options.test !== undefined) {
    const { oomScoreAdjust, passVariables } = config;
    const print = (line: string) => void process.stdout.write(`${line}\n`);
    const test = {
      given: options.test,
      currentFolder: currentFolder(),
      environment: own,
      oomScoreAdjust,
      passVariables,
      print,
    };
    return await runTest(test, stop.signal);
  }
  if (config.managerUrl === undefined && Object.keys(config.headers).length > 0)
    throw headersForNobody(config.configFile);
  if (options.check) {
    const managerUrl = config.managerUrl ?? (await discoverManager(logger, CHECK_DISCOVERY, stop.signal));
    const print = (text: string) => void process.stdout.write(text);
    const start = config.runTasksAs === undefined ? undefined : await startAs(config.runTasksAs);
    const check = { config, managerUrl, version, environment: own, startAs: start, asJson: options.json, print };
    return await runCheck(check, stop.signal);
  }
  const home = path.dirname(config.credentialsFile);
  await prepareHome(home, logger);
  // Often in the home, which must not be there before it is prepared.
  if (config.logFile !== undefined) logFile = await openLogFile(config.logFile);
  const lock = lockHome(home, logger);
  const over = new AbortController();
  const hear = (request: Request) => hearRequest(request, wish, stop);
  void watchRequests(home, hear, AbortSignal.any([stop.signal, over.signal]));
  const tasksStart = await accountForTasks(config, own, logger);
  const stored = await doAsAsked(options, config, logger);
  const wanted = stored && ownManager(stored, version, logger);
  const managerUrl = config.managerUrl ?? (await discoverManager(logger, DISCOVERY, stop.signal, wanted));
  if (managerUrl === undefined) {
    if (stop.signal.aborted) return 0;
    throw nothingFound('10 minutes', config.configFile);
  }
  logger.info({ version, name: config.name, managerUrl, pid: process.pid }, 'worker was started');
  const { once, flush } = options;
  const exitCode = await runWorker(
    {
      config,
      managerUrl,
      version,
      environment: own,
      startAs: tasksStart,
      logger,
      once,
      flush,
      wish,
      selfCheck: true,
    },
    stop.signal,
  );
  over.abort();
  lock.release();
  logger.info({ exitCode }, 'worker was stopped');
  return hasBug ? 1 : exitCode;
}

/** How to start tasks under the account that they are to have; undefined if that is the worker's own. */
async function accountForTasks(
  { runTasksAs, configFile }: WorkerConfig,
  environment: NodeJS.ProcessEnv,
  logger: Logger,
): Promise<StartAs | undefined> {
  if (runTasksAs === undefined) return undefined;
  const start = await startAs(runTasksAs);
  await checkAccount(runTasksAs, start, environment);
  const mode = await stat(configFile).then(
    (about) => about.mode,
    () => 0,
  );
  if ((mode & 0o007) !== 0)
    logger.warn({ file: configFile }, 'tasks can read this file: take the rights of others away');
  return start;
}

function nothingFound(within: string, configFile = 'flamenco-worker.yaml'): ConfigError {
  return new ConfigError(
    `no manager was found on the network within ${within}: start with --manager http://HOST:8080/, or write "manager_url: http://HOST:8080/" into ${configFile}. To be found, the manager has to be on the same network, with "autodiscoverable: true". ${searchHint(process.platform)}`,
  );
}

/** Whoever answers on the network must not get them. */
function headersForNobody(configFile: string): ConfigError {
  return new ConfigError(
    `${configFile}: headers are only sent to a manager that is named: add "manager_url: https://…", or start with --manager`,
  );
}

function currentFolder(): string {
  return calledFrom({
    currentFolder: process.cwd(),
    project: realpathSync(fileURLToPath(new URL('..', import.meta.url))),
    environment: process.env,
    platform: process.platform,
  });
}
