import { parseArgs } from 'node:util';
import { ConfigError } from './config-error.ts';

export const HELP = `Flamenco-NG Worker: runs the tasks of a render farm on this machine.

Usage: node worker/main.ts [options]

  --manager URL            address of the manager, like http://render-manager:8080/; without it and manager_url in
                           the file, the worker looks for one on the network
  --find-manager           look for a manager on the network, print its address, and end
  --home DIR               folder of flamenco-worker.yaml, of this worker's identity and of its unsent reports
  --name NAME              name of this worker in the farm (default: the name of this machine)
  --task-types LIST        what it runs, like blender,misc (default: blender,ffmpeg,file-management,misc)
  --tags LIST              worker tags that it asks the manager for; tags that it has there stay
  --registration-secret-file FILE
                           file with the secret that lets this worker into the farm without approval
  --restart-exit-code N    exit code when the manager asks for a restart; without it, restarting is not offered
  --once                   run one task, then end
  --flush                  deliver the reports that were kept while the manager was away, then end
  --test COMMANDS          run commands without a manager and print the task's log; COMMANDS is a JSON or YAML file
                           with a list of commands, or such a list itself; exit code 1 when one fails
  --quiet, --debug         log less, log more
  --check                  check this machine: Blender, FFmpeg, GPUs, shared storage, clock, room; exit code 1 on a problem
  --json                   with --check: the result as JSON
  --help, --version        show this text, show the version

Options may also be written with one dash, as Flamenco does. An option wins over the environment
(FLAMENCO_WORKER_NAME, FLAMENCO_WORKER_TASK_TYPES, FLAMENCO_WORKER_TAGS, FLAMENCO_REGISTRATION_SECRET,
FLAMENCO_HOME), which wins over flamenco-worker.yaml.
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
  readonly restartExitCode?: string | undefined;
  readonly once: boolean;
  readonly flush: boolean;
  /** Commands, or a file with commands, to run without a manager. */
  readonly test?: string | undefined;
  /** Check this machine and end. */
  readonly check: boolean;
  /** The result of the check as JSON. */
  readonly json: boolean;
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
    restartExitCode: values['restart-exit-code'],
    once: values.once,
    flush: values.flush,
    test: values.test,
    check: values.check,
    json: values.json,
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
        once: off,
        flush: off,
        test: { type: 'string' },
        check: off,
        json: off,
        // Flamenco takes and ignores it: a worker registers whenever it has to.
        register: off,
        help: { ...off, short: 'h' },
        version: off,
        quiet: off,
        debug: off,
        trace: off,
      },
    }).values;
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : String(error)}. Try --help`, error);
  }
}

/** Go programs write `-manager`; `-h` stays. A value that starts with a dash has to be given as `--name=-x`. */
function withTwoDashes(argument: string): string {
  return /^-[a-z]{2}/.test(argument) ? `-${argument}` : argument;
}
