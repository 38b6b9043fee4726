import os from 'node:os';
import type { WorkerConfig } from '../config.ts';
import { ManagerConnection } from '../manager-connection.ts';
import type { StartAs } from '../other-account/account.ts';
import { childEnvironment } from '../process/child-environment.ts';
import { checkTable } from './check-table.ts';
import { selfCheck } from './self-check.ts';

export interface RunCheckOptions {
  readonly config: WorkerConfig;
  readonly managerUrl: string | undefined;
  readonly version: string;
  readonly environment: NodeJS.ProcessEnv;
  /** See `CheckParts.startAs`. */
  readonly startAs: StartAs | undefined;
  readonly asJson: boolean;
  print(text: string): void;
}

/** `--check`: prints what was found. Resolves to the exit code: 1 if something keeps this machine from rendering. */
export async function runCheck(options: RunCheckOptions, signal: AbortSignal): Promise<number> {
  const { config, managerUrl, version } = options;
  const temporaryFolder = os.tmpdir();
  const checks = await selfCheck({
    connection: managerUrl === undefined ? undefined : new ManagerConnection(managerUrl, version, config),
    managerUrl,
    taskTypes: config.taskTypes,
    environment: childEnvironment(options.environment, temporaryFolder, config.passVariables),
    temporaryFolder,
    startAs: options.startAs,
    signal,
  });
  const isReady = checks.every((item) => item.level !== 'problem');
  options.print(options.asJson ? `${JSON.stringify({ ready: isReady, checks }, null, 2)}\n` : checkTable(checks));
  return isReady ? 0 : 1;
}
