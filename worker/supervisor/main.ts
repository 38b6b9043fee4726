import path from 'node:path';
import { parseArgs } from 'node:util';
import { firstBug } from '#shared/first-bug.ts';
import { messageOf } from '#shared/message-of.ts';
import { stopSignal } from '#shared/stop-signal.ts';
import { keepRunning } from '#system/supervision/keep-running.ts';
import type { ProgramEnd } from '#system/supervision/restart-rule.ts';
import { ConfigError } from '../config-error.ts';
import { lockHome } from '../home-lock.ts';
import { makeDirectories } from '../make-directories.ts';
import { openLogFile } from '../open-log-file.ts';
import { createLogger } from '../logger.ts';
import { watchRequests } from '../requests/watch-requests.ts';
import { wait } from '../wait.ts';
import { logFileIn, supervisorHomeIn } from './places.ts';
import { startWorker } from './start-worker.ts';

// `node worker/supervisor/main.ts --home DIR [--worker FILE]` keeps the worker of a home running. It ends when the
// worker ends with exit code 0, and when it is asked to stop: `node worker/main.ts --stop --home DIR/supervisor`.
const { values } = parseArgs({ options: { home: { type: 'string' }, worker: { type: 'string' } } });
process.exitCode = await main(values.home, values.worker);

async function main(givenHome: string | undefined, worker: string | undefined): Promise<number> {
  if (givenHome === undefined) throw new ConfigError('name the home of the worker: --home DIR');
  const home = path.resolve(givenHome);
  const own = supervisorHomeIn(home);
  await makeDirectories(own);
  const log = await openLogFile(logFileIn(home));
  const logger = createLogger(
    'info',
    false,
    () => [],
    () => log,
  );
  const stop = new AbortController();
  const over = new AbortController();
  let exitCode = 0;
  void stopSignal().then(() => stop.abort());
  void firstBug((err) => logger.fatal({ err }, 'supervisor of the worker has a bug, and cannot go on')).then(() => {
    exitCode = 1;
    stop.abort();
  });
  try {
    const lock = lockHome(own, logger);
    void watchRequests(own, (request) => void (request === 'stop' && stop.abort()), over.signal);
    const tell = (end: ProgramEnd, pause: number | undefined) => {
      if (pause === undefined) logger.info({ ...end }, 'worker has ended and is not started again');
      else if (pause === 0) logger.info('worker asked to be started again');
      else logger.error({ ...end, seconds: pause / 1000 }, 'worker has failed and is started again after a pause');
    };
    const start = () => startWorker({ home, log, ...(worker !== undefined && { main: worker }) });
    await keepRunning({ start, wait, now: () => performance.now(), tell }, stop.signal);
    over.abort();
    lock.release();
  } catch (error) {
    logger.fatal({ because: messageOf(error) }, 'supervisor of the worker cannot go on');
    exitCode = 1;
  }
  await log.close();
  return exitCode;
}
