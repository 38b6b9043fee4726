import { type ListenAddress, localUrl } from './config/listen-address.ts';
import type { Configuration } from './config/configuration.ts';
import { createFarm } from './create-farm.ts';
import { managerHandler } from './http/manager-handler.ts';
import { openPages, type Pages, PAGES_UPGRADE_PATH } from './http/pages.ts';
import type { Handler } from './http/route-table.ts';
import { startHttpServer } from './http/server.ts';
import { KeptCertificate } from './http/tls/kept-certificate.ts';
import { writeAnswer } from './http/write-answer.ts';
import type { Logger } from './logging/logger.ts';
import { damagedDatabase, openSoundDatabase } from './persistence/open-sound-database.ts';
import { createPluginHost } from './plugins/host.ts';
import { INSTALLED_PLUGINS } from './plugins/installed.ts';
import type { FoundPlugin } from './plugins/studio-plugins.ts';
import { checkDatabasePeriodically } from './scheduler/database-check.ts';
import { type Scheduler, startScheduler } from './scheduler/scheduler.ts';
import { SetUpLink } from './setup/set-up-link.ts';
import { appRouter } from './trpc/app-router.ts';
import { warnAboutAccess } from './warn-about-access.ts';
import { announceLifeCycle } from './use-cases/announce-life-cycle.ts';

/** What a manager is started with. */
export interface ManagerOptions {
  readonly configuration: Configuration;
  readonly listen: ListenAddress;
  readonly logger: Logger;
  /** The studio's own plugins, including broken ones. */
  readonly found: readonly FoundPlugin[];
  /** Build the pages as they are requested. */
  readonly development: boolean;
}

/** A running manager. */
export interface Manager {
  /** Its address, as seen from this machine. */
  readonly url: string;
  readonly port: number;
  /** How to set it up, if it has no configuration. */
  readonly setUp?: { readonly secret: string; readonly expiresAt: string };
  /**
   * Resolves when the manager wants to be stopped, either to be restarted or because it cannot go on. Never rejects.
   */
  readonly wantsToStop: Promise<StopReason>;
  /**
   * Stops everything in the reverse order of starting; no accepted report is lost.
   *
   * @param graceMs how long requests that are being answered may take.
   */
  stop(graceMs?: number): Promise<void>;
}

/** Why a manager wants to be stopped. */
export type StopReason = 'restart' | 'damaged-database';

/**
 * Starts all parts of the manager in order, each needing the ones before it. If one fails, those already started are
 * stopped again.
 */
export async function startManager(options: ManagerOptions): Promise<Manager> {
  const { configuration, logger } = options;
  const config = configuration.current;
  const { promise: wantsToStop, resolve: wishToStop } = Promise.withResolvers<StopReason>();
  const stops: (() => unknown)[] = [];
  // The server is started first, so that a second manager on this port fails before it touches the database. It is also
  // stopped first, so that running requests still find everything.
  let answer: Handler = notReadyYet;
  let pages: Pages | undefined;
  const certificate = config.tls && (await KeptCertificate.open({ files: config.tls, logger }));
  const server = await startHttpServer({
    ...options.listen,
    certificate,
    hsts: () => configuration.current.settings.tls.hsts,
    handler: (request, response, facts) => answer(request, response, facts),
    logger,
    development: options.development,
    trustedProxies: () => configuration.current.trustedProxies,
    proxyHeader: () => configuration.current.settings.proxy_login.header,
    hostNames: () => configuration.current.hostNames,
    mostConnectionsPerAddress: () => configuration.current.settings.max_connections_per_address,
    ...(options.development
      ? { upgrades: { path: PAGES_UPGRADE_PATH, take: (...upgrade) => pages?.upgrade(...upgrade) } }
      : {}),
  });
  let farewell = (): Promise<void> => Promise.resolve();
  const stop = async (graceMs?: number): Promise<void> => {
    await farewell();
    await server.stop(graceMs);
    for (const part of stops.splice(0).toReversed()) await part();
  };
  const { scheme, certifiedNames } = server;
  try {
    let scheduler: Scheduler | undefined;
    const setUp = config.hasFile ? undefined : SetUpLink.make(Date);
    const { farm, warmUp, close } = await createFarm({
      configuration,
      logger,
      openDatabase: (how) => openSoundDatabase(config.database, how),
      listening: { host: options.listen.host, port: server.port, scheme, certifiedNames },
      farmStatus: () => scheduler?.farmStatus.status,
      restart: () => wishToStop('restart'),
      setUpLink: setUp?.link,
    });
    stops.push(close);
    const { database } = farm;
    const tellCharge = (isInCharge: boolean): void =>
      logger.info(
        { isInCharge },
        isInCharge ? 'took charge of the farm' : 'another manager may take charge of the farm',
      );
    if (database.dialect === 'postgresql') tellCharge(database.isInCharge());
    database.onCharge(tellCharge);
    const plugins = createPluginHost({ farm, plugins: INSTALLED_PLUGINS, found: options.found });
    stops.push(() => plugins.stop());
    await plugins.start();
    scheduler = await startScheduler(farm);
    stops.push(() => scheduler?.stop());
    const databaseCheck = checkDatabasePeriodically(farm, (complaints) => {
      logger.fatal({ complaints: complaints.slice(0, 10) }, damagedDatabase(config.database, complaints));
      wishToStop('damaged-database');
    });
    stops.push(() => databaseCheck.stop());
    pages = await openPages(options.development, logger);
    const more = plugins.routes();
    const { development } = options;
    answer = managerHandler({
      farm,
      webRouter: appRouter,
      pages: pages.handler,
      more,
      development,
    });
    warmUp();
    await warnAboutAccess(farm);
    await announceLifeCycle(farm, 'manager-startup');
    farewell = () => announceLifeCycle(farm, 'manager-shutdown');
    return {
      url: localUrl(server),
      port: server.port,
      wantsToStop,
      stop,
      ...(setUp ? { setUp: { secret: setUp.secret, expiresAt: setUp.link.expiresAt } } : {}),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Answers until everything has started. Workers and programs will try again. */
const notReadyYet: Handler = (_request, response) => {
  const body = { code: 503, message: 'the manager is starting; try again in a moment' };
  writeAnswer(response, { status: 503, headers: { 'Retry-After': '1' }, body });
};
