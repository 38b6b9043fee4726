import { parseArgs } from 'node:util';
import { messageOf } from '#shared/message-of.ts';
import { ConfigError } from './config-error.ts';
import { REQUESTS, type Request } from './requests/request-files.ts';

export const HELP = `Flamenco-NG Worker: runs the tasks of a render farm on this machine.

Usage: node worker/main.ts [options]

  --manager URL            address of the manager, like http://render-manager:8080/; without it or manager_url in
                           the file, the worker looks for one on the network
  --find-manager           look for a manager on the network, print its address and exit
  --home DIR               folder for flamenco-worker.yaml, this worker's identity and its unsent reports
  --name NAME              name of this worker in the farm (default: the name of this machine)
  --task-types LIST        task types to run, like blender,misc (default: blender,ffmpeg,file-management,misc)
  --tags LIST              worker tags to ask the manager for; tags it already has there stay
  --registration-secret-file FILE
                           file holding the secret that lets this worker into the farm without approval
  --register-anew          become a new worker at the manager; the old identity is kept in a file beside the new one.
                           For a single start: at each start that has it, the farm gets one more worker
  --trust-manager          give this worker's identity to the manager named by --manager or manager_url, although it
                           is not recognised as the one that the worker is registered with
  --restart-exit-code N    exit code when the manager asks for a restart; without it, restarting is not offered
  --log-file FILE          write the log to this file; it is kept small, and old files beside it get numbers
  --once                   run one task, then exit
  --flush                  deliver the reports kept while the manager was away, then exit
  --test COMMANDS          run commands without a manager and print the task's log; COMMANDS is a JSON or YAML file
                           with a list of commands, or the list itself; exit code 1 if one fails
  --stop                   ask the worker that runs with this --home to stop, and wait until it has ended; its task goes
                           back to the queue. Exit code 0 if none is running any more, 1 if it did not end in time
  --sleep, --wake          ask the worker that runs with this --home to sleep or wake up; exit code 1 if none is running
  --seconds N              how long --stop, --sleep and --wake wait (default: 30)
  --quiet, --debug         log less, log more
  --check                  check this machine: Blender, FFmpeg, GPUs, shared storage, clock, disk space; exit code 1
                           on a problem
  --json                   with --check: the result as JSON
  --help, --version        show this text or the version

Options may also be written with one dash, as in Flamenco. An option takes precedence over the environment
(FLAMENCO_WORKER_NAME, FLAMENCO_WORKER_TASK_TYPES, FLAMENCO_WORKER_TAGS, FLAMENCO_REGISTRATION_SECRET,
FLAMENCO_HOME), and the environment over flamenco-worker.yaml.
`;

export interface CommandLine {
  readonly home?: string | undefined;
  readonly manager?: string | undefined;
  readonly findManager: boolean;
  readonly name?: string | undefined;
  /** Separated by commas, like `tags`. */
  readonly taskTypes?: string | undefined;
  readonly tags?: string | undefined;
  readonly registrationSecretFile?: string | undefined;
  /** Become a new worker. */
  readonly registerAnew: boolean;
  /** Take the named manager for the one that this worker is registered with. */
  readonly trustManager: boolean;
  readonly restartExitCode?: string | undefined;
  readonly logFile?: string | undefined;
  readonly once: boolean;
  readonly flush: boolean;
  /** Commands, or a file with commands, to run without a manager. */
  readonly test?: string | undefined;
  /** Check this machine and exit. */
  readonly check: boolean;
  /** The result of the check as JSON. */
  readonly json: boolean;
  /** What to ask of the worker that runs in the home, instead of running one. */
  readonly ask: Request | undefined;
  /** How long to wait for that. */
  readonly askMilliseconds: number;
  readonly help: boolean;
  readonly version: boolean;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn';
}

/** @throws ConfigError that names the option. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const values = parse(args.map(withTwoDashes));
  return {
    home: values.home,
    manager: values.manager,
    findManager: values['find-manager'],
    name: values.name,
    taskTypes: values['task-types'],
    tags: values.tags,
    registrationSecretFile: values['registration-secret-file'],
    registerAnew: values['register-anew'],
    trustManager: values['trust-manager'],
    restartExitCode: values['restart-exit-code'],
    logFile: values['log-file'],
    once: values.once,
    flush: values.flush,
    test: values.test,
    check: values.check,
    json: values.json,
    ask: theOne(REQUESTS.filter((request) => values[request])),
    askMilliseconds: secondsIn(values.seconds) * 1000,
    help: values.help,
    version: values.version,
    logLevel: values.trace ? 'trace' : values.debug ? 'debug' : values.quiet ? 'warn' : 'info',
  };
}

function parse(args: string[]) {
  const off = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      options: {
        home: { type: 'string' },
        manager: { type: 'string' },
        'find-manager': off,
        name: { type: 'string' },
        'task-types': { type: 'string' },
        tags: { type: 'string' },
        'registration-secret-file': { type: 'string' },
        'restart-exit-code': { type: 'string' },
        'log-file': { type: 'string' },
        once: off,
        flush: off,
        test: { type: 'string' },
        check: off,
        json: off,
        stop: off,
        sleep: off,
        wake: off,
        seconds: { type: 'string', default: '30' },
        // Accepted and ignored, for Flamenco's sake: start scripts have it, and a worker registers whenever it has to.
        register: off,
        'register-anew': off,
        'trust-manager': off,
        help: { ...off, short: 'h' },
        version: off,
        quiet: off,
        debug: off,
        trace: off,
      },
    }).values;
  } catch (error) {
    throw new ConfigError(`${messageOf(error)}. Try --help`, error);
  }
}

function theOne(requests: readonly Request[]): Request | undefined {
  if (requests.length > 1) throw new ConfigError(`--${requests.join(' and --')} cannot be asked for together`);
  return requests[0];
}

function secondsIn(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new ConfigError(`--seconds must be a whole number from 0 to 99999, not "${text}"`);
}

/** Go programs take `-manager`; `-h` stays as it is. A value that starts with a dash must be given as `--name=-x`. */
function withTwoDashes(argument: string): string {
  return /^-[a-z]{2}/.test(argument) ? `-${argument}` : argument;
}
