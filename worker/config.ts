import path from 'node:path';
import { messageOf } from '#shared/message-of.ts';
import { pathMistake } from '#shared/path-mistake.ts';
import type { CommandLine } from './command-line.ts';
import { ConfigError } from './config-error.ts';
import { parseExitCode, readConfigFile } from './config-file.ts';
import { gatewayHeaders } from './gateway-headers.ts';
import { normaliseManagerUrl } from './manager-url.ts';
import { registrationSecret } from './registration-secret.ts';

const DEFAULT_TASK_TYPES = ['blender', 'ffmpeg', 'file-management', 'misc'];

export interface WorkerConfig {
  readonly name: string;
  /** Undefined when none is configured. */
  readonly managerUrl: string | undefined;
  /** The file with those who sign the manager's certificate, beside those that the machine trusts; undefined = none. */
  readonly certificates?: string | undefined;
  /** Lets this worker into the farm without anyone's approval. */
  readonly registrationSecret?: string | undefined;
  /** What a gateway in front of the manager wants to see in every request, by name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly taskTypes: string[];
  /** Names of the worker tags that this worker asks the manager for. */
  readonly tags: string[];
  /** Names of variables that tasks see although they look like secrets. */
  readonly passVariables?: readonly string[];
  /** The account under which tasks run; undefined = the worker's own. */
  readonly runTasksAs?: string | undefined;
  /** 0 = this worker cannot be restarted from the manager. */
  readonly restartExitCode: number;
  readonly oomScoreAdjust: number | undefined;
  /** Whether this machine is kept from falling asleep while a task runs. */
  readonly stayAwake?: boolean;
  /** Where the log is written; at a terminal, to stderr as well. Undefined = to stderr only. */
  readonly logFile?: string | undefined;
  readonly configFile: string;
  /** What somebody should look at in the file, one text each with file and line. */
  readonly warnings: readonly string[];
  readonly credentialsFile: string;
  readonly unsentUpdatesFile: string;
}

/** What the machine contributes; passed in so that specs do not depend on it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The folder in which the worker was started. */
  readonly currentFolder: string;
  readonly userFolder: string;
  readonly hostName: string;
}

/**
 * Puts the settings together. An option beats the environment, which beats the file, which beats the default.
 *
 * @throws ConfigError naming the file and the key, or the option.
 */
export async function loadConfig(options: CommandLine, surroundings: Surroundings): Promise<WorkerConfig> {
  const { environment, currentFolder, platform } = surroundings;
  refuseWrongPath('--registration-secret-file', options.registrationSecretFile, platform);
  const home = homeOf(options, surroundings);
  const configFile = path.join(options.home === undefined ? currentFolder : home, 'flamenco-worker.yaml');
  const file = await readConfigFile(configFile);
  return {
    name: options.name || environment['FLAMENCO_WORKER_NAME'] || file.worker_name || surroundings.hostName,
    managerUrl: managerUrl(options.manager, file.manager_url, configFile),
    certificates: certificatesOf(file.certificates, { configFile, platform }),
    registrationSecret: await registrationSecret({
      file: options.registrationSecretFile && path.resolve(currentFolder, options.registrationSecretFile),
      environment: environment['FLAMENCO_REGISTRATION_SECRET'],
      key: file.registration_secret,
      configFile,
    }),
    headers: await gatewayHeaders(file.headers ?? {}, configFile, platform),
    taskTypes:
      listOf(options.taskTypes, '--task-types') ??
      listOf(environment['FLAMENCO_WORKER_TASK_TYPES'] || undefined, 'FLAMENCO_WORKER_TASK_TYPES') ??
      file.task_types ??
      DEFAULT_TASK_TYPES,
    tags: words(options.tags) ?? words(environment['FLAMENCO_WORKER_TAGS'] || undefined) ?? file.tags ?? [],
    passVariables: file.pass_variables ?? [],
    runTasksAs: file.run_tasks_as,
    restartExitCode:
      options.restartExitCode === undefined ? (file.restart_exit_code ?? 0) : parseExitCode(options.restartExitCode),
    oomScoreAdjust: file.oom_score_adjust,
    stayAwake: file.stay_awake ?? true,
    logFile: logFileOf(options, file, { currentFolder, configFile, platform }),
    configFile,
    warnings: file.warnings,
    credentialsFile: path.join(home, 'flamenco-worker-credentials.yaml'),
    unsentUpdatesFile: path.join(home, 'flamenco-worker-unsent.jsonl'),
  };
}

/** @throws ConfigError for a path that depends on where else something was, or has a control character. */
function logFileOf(
  { logFile }: CommandLine,
  { log_file }: { readonly log_file?: string | undefined },
  from: { readonly currentFolder: string; readonly configFile: string; readonly platform: NodeJS.Platform },
): string | undefined {
  refuseWrongPath('--log-file', logFile, from.platform);
  if (logFile) return path.resolve(from.currentFolder, logFile);
  refuseWrongPath(`log_file in ${from.configFile}`, log_file, from.platform);
  return log_file && path.resolve(path.dirname(from.configFile), log_file);
}

/** @throws ConfigError for a path that cannot be meant. */
function certificatesOf(
  given: string | undefined,
  from: { readonly configFile: string; readonly platform: NodeJS.Platform },
): string | undefined {
  refuseWrongPath(`certificates in ${from.configFile}`, given, from.platform);
  return given && path.resolve(path.dirname(from.configFile), given);
}

/** @throws ConfigError naming the option or the variable. */
function refuseWrongPath(name: string, given: string | undefined, platform: NodeJS.Platform): void {
  const mistake = given === undefined ? undefined : pathMistake(given, platform);
  if (mistake !== undefined) throw new ConfigError(`${name}: ${JSON.stringify(given)} ${mistake}`);
}

/**
 * The folder for a worker's own files.
 *
 * @throws ConfigError naming the option or the variable.
 */
export function homeOf(options: CommandLine, surroundings: Surroundings): string {
  const { environment, platform, currentFolder } = surroundings;
  refuseWrongPath('--home', options.home, platform);
  refuseWrongPath('FLAMENCO_HOME', environment['FLAMENCO_HOME'], platform);
  return options.home === undefined ? flamencoHome(surroundings) : path.resolve(currentFolder, options.home);
}

/** The texts that must not get into any log. */
export function secretsOf({ headers, registrationSecret: secret }: WorkerConfig): readonly string[] {
  return [...Object.values(headers), ...(secret === undefined ? [] : [secret])];
}

/** `a, b` as a list; undefined if it was not given. */
function words(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function listOf(text: string | undefined, source: string): string[] | undefined {
  const list = words(text);
  if (list?.length === 0) throw new ConfigError(`${source}: must name at least one task type, like "blender,misc"`);
  return list;
}

function managerUrl(option: string | undefined, key: string | undefined, configFile: string): string | undefined {
  const [text, source] = option ? [option, '--manager'] : [key, `${configFile}: manager_url`];
  if (!text) return undefined;
  try {
    return normaliseManagerUrl(text);
  } catch (error) {
    throw new ConfigError(`${source}: ${messageOf(error)}`, error);
  }
}

/** Where Flamenco keeps the files that belong to this machine. */
function flamencoHome({ environment, platform, userFolder, currentFolder }: Surroundings): string {
  if (environment['FLAMENCO_HOME']) return path.resolve(currentFolder, environment['FLAMENCO_HOME']);
  if (platform === 'win32') {
    const local = environment['LOCALAPPDATA'] || path.join(userFolder, 'AppData', 'Local');
    return path.join(local, 'Blender Foundation', 'Flamenco');
  }
  if (platform === 'darwin') return path.join(userFolder, 'Library', 'Application Support', 'Flamenco');
  return path.join(environment['XDG_DATA_HOME'] || path.join(userFolder, '.local', 'share'), 'flamenco');
}
