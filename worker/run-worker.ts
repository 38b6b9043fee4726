import { tmpdir } from 'node:os';
import type { Logger } from 'pino';
import type { CredentialsNews, WorkerStatus } from '#server/contracts/worker.ts';
import { COMMANDS } from './commands/registry.ts';
import type { CommandRegistry } from './commands/registry.ts';
import type { WorkerConfig } from './config.ts';
import { finalTimes } from './final-times.ts';
import { ManagerClient } from './manager-client.ts';
import { ManagerConnection } from './manager-connection.ts';
import type { Introduction } from './manager-connection.ts';
import { OutputUpload } from './output-upload.ts';
import type { StartAs } from './other-account/account.ts';
import { childEnvironment, hiddenVariables } from './process/child-environment.ts';
import { StraySearch } from './process/stray-search.ts';
import { SecretChange } from './identity/secret-change.ts';
import { sendCheck } from './self-check/send-check.ts';
import { signOn } from './sign-on.ts';
import type { SignOnParts } from './sign-on.ts';
import { statusLoop } from './status-loop.ts';
import type { StatusLoopEnd, StatusLoopParts } from './status-loop.ts';
import { StatusWish } from './status-wish.ts';
import { awakeCommands } from './stay-awake/awake-commands.ts';
import { StayAwake } from './stay-awake/stay-awake.ts';
import { removeLeftOvers } from './temporary-folder.ts';
import { TIMING } from './timing.ts';
import type { Timing } from './timing.ts';
import { UnsentUpdates } from './unsent-updates.ts';
import { UpdateSender } from './update-sender.ts';
import { GrowingWait, wait } from './wait.ts';

const NEW_SECRET: CredentialsNews = 'new-secret';

export interface RunWorkerOptions {
  readonly config: WorkerConfig;
  /** The one in `config`, or else where a manager was found on the network. */
  readonly managerUrl: string;
  readonly version: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly logger: Logger;
  /** End the worker after one task. */
  readonly once?: boolean;
  /** Deliver the reports that were kept, then end. The exit code is 1 if the worker is stopped before that. */
  readonly flush?: boolean;
  /** What somebody at this machine asks the worker to do. */
  readonly wish?: StatusWish;
  /** See `TaskRunnerParts.startAs`. */
  readonly startAs?: StartAs | undefined;
  /** Whether to check this machine after signing on and tell the manager; off in most specs. */
  readonly selfCheck?: boolean;
  readonly timing?: Timing;
  readonly commands?: CommandRegistry;
}

/**
 * The whole life of a worker. Aborting `stop` ends it in an orderly way: the running task is killed and handed back,
 * unsent updates are delivered or kept on disk, and the worker signs off.
 *
 * @returns the exit code of the process.
 * @throws SignOnRefused if the manager does not want this worker.
 */
export async function runWorker(options: RunWorkerOptions, stop: AbortSignal): Promise<number> {
  const { config, logger, timing = TIMING } = options;
  const connection = new ManagerConnection(options.managerUrl, options.version, introductionTo(options));
  const client = new ManagerClient(connection, timing);
  const unsent = await UnsentUpdates.open(config.unsentUpdatesFile);
  const sender = new UpdateSender(client, unsent, timing, logger);
  const over = new AbortController();
  const hidden = hiddenVariables(options.environment, config.passVariables);
  if (hidden.length > 0) logger.info({ hidden }, 'variables that look like secrets are kept from tasks');
  const commands = config.stayAwake === true ? awakeCommands(process.platform, process.pid) : [];
  const stayAwake = new StayAwake({ commands, logger });
  const parts = {
    client,
    connection,
    address: { url: options.managerUrl, isNamed: config.managerUrl !== undefined },
    sender,
    uploads: new OutputUpload(client, timing, logger, stop),
    commands: options.commands ?? COMMANDS,
    environment: options.environment,
    timing,
    logger,
    oomScoreAdjust: config.oomScoreAdjust,
    passVariables: config.passVariables,
    startAs: options.startAs,
    stayAwake,
    strays: new StraySearch({ logger }),
    once: options.once ?? false,
    wish: options.wish ?? new StatusWish(),
    credentialsFile: config.credentialsFile,
    signOn: {
      name: config.name,
      supported_task_types: config.taskTypes,
      software_version: options.version,
      can_restart: config.restartExitCode !== 0,
      ...(config.tags.length > 0 && { tags: config.tags }),
    },
  };

  const secretChange = new SecretChange(parts);
  connection.onCredentialsNews((news) => {
    if (news === NEW_SECRET) secretChange.begin(over.signal);
  });
  const final = () => finalTimes(timing, stop.reason);
  const limitFlush = () => setTimeout(() => sender.giveUp(), final().finalFlush).unref();
  stop.addEventListener('abort', limitFlush, { once: true });
  await removeLeftOvers(parts.strays);
  try {
    const first = await signOn(parts, stop);
    if (first === undefined) return options.flush === true && unsent.count > 0 ? 1 : 0;
    if (options.selfCheck === true && options.flush !== true) checkSelf(options, parts, over.signal);
    const flushing = flushRegularly(sender, timing, over.signal);
    const end = options.flush === true ? 'flushed' : await liveOn(parts, first, stop);
    over.abort();
    if (end !== 'stopped') limitFlush();
    logger.info({ reason: end }, 'worker is shutting down');
    await sender.flush();
    await flushing;
    const answer = await client.signOff(AbortSignal.timeout(final().signOff));
    if (answer.kind !== 'ok') logger.warn({ answer }, 'manager did not acknowledge the sign-off');
    return end === 'restart' ? config.restartExitCode : 0;
  } finally {
    over.abort();
    stayAwake.close();
    stop.removeEventListener('abort', limitFlush);
  }
}

/** Anybody can answer on a network, so only a manager that somebody has named gets the registration secret. */
function introductionTo({ config, logger }: RunWorkerOptions): Introduction {
  const { headers, registrationSecret } = config;
  if (config.managerUrl !== undefined || registrationSecret === undefined) return { headers, registrationSecret };
  logger.warn(
    'the registration secret is not sent to a manager that was only found on the network: name it with --manager, or "manager_url" in flamenco-worker.yaml',
  );
  return { headers };
}

/** Signs on again when the manager stops recognising us while we run. */
async function liveOn(
  parts: StatusLoopParts & SignOnParts,
  first: WorkerStatus,
  stop: AbortSignal,
): Promise<StatusLoopEnd> {
  const again = new GrowingWait(parts.timing.errorFirst, parts.timing.errorLongest);
  for (let status: WorkerStatus | undefined = first; status !== undefined; status = await signOn(parts, stop)) {
    const end = await statusLoop(parts, status, stop);
    if (end !== 'identity-refused') return end;
    await again.wait(stop);
  }
  return 'stopped';
}

/** Runs alongside the work, which does not wait for it. */
function checkSelf(options: RunWorkerOptions, { client, connection, logger }: SignOnParts, signal: AbortSignal): void {
  const { config, managerUrl, startAs } = options;
  const temporaryFolder = tmpdir();
  const environment = childEnvironment(options.environment, temporaryFolder, config.passVariables);
  const { taskTypes } = config;
  const parts = { client, connection, managerUrl, taskTypes, environment, temporaryFolder, startAs, signal, logger };
  void sendCheck(parts);
}

async function flushRegularly(sender: UpdateSender, timing: Timing, over: AbortSignal): Promise<void> {
  await sender.flush();
  while (!over.aborted) {
    await wait(timing.flushUnsent, over);
    if (!over.aborted) await sender.flush();
  }
}
