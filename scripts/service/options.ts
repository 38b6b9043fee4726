import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Scope } from './manager-service.ts';
import { ServiceError } from './service-error.ts';

export const VERBS = ['install', 'remove', 'status', 'start', 'stop', 'restart'] as const;
export type Verb = (typeof VERBS)[number];

/** What the command line of `npm run service` asks for. */
export interface ServiceOptions {
  readonly verb: Verb;
  /** Full path of the manager's home; undefined: of the installed service, or the folder that this is called from. */
  readonly home?: string;
  readonly scope?: Scope;
  readonly account?: string;
  readonly name: string;
  /** Only show what would be done. */
  readonly dryRun: boolean;
  /** Do not ask. */
  readonly yes: boolean;
  /** Open Windows' firewall. */
  readonly firewall: boolean;
}

export const SERVICE_HELP = `The manager as a service, which the system starts by itself and starts again after a crash.

Usage: npm run service -- install|remove|status|start|stop|restart [options]

  --home DIR       the manager's folder: configuration, database, storage (default: the current folder)
  --system         starts with the machine; needs root, on Windows an administrator (default for these)
  --user           starts when you log in; needs no rights (default for everybody else)
  --account NAME   with --system on Linux and macOS: the account that it runs as (default: the one that used sudo)
  --name NAME      another name than flamenco-ng-manager, for a second manager on one machine
  --firewall       on Windows, as an administrator: lets workers through the firewall
  --dry-run        shows what would be written and run, and does nothing
  --yes            replaces a service of this name without asking, even if it is another manager's
  --help           print this

stop lets it start again with the machine or when you log in; remove does not.
status ends with 0 if it runs, 3 if it does not, 4 if it is not installed.
`;

/**
 * Reads the command line, without program and script.
 * @param calledFrom where a relative home begins
 * @throws ServiceError with a message of one line
 */
export function parseServiceOptions(args: readonly string[], calledFrom: string): ServiceOptions | 'help' {
  const { positionals, values } = parse(args);
  if (values.help) return 'help';
  const verb = VERBS.find((each) => each === positionals[0]);
  if (verb === undefined || positionals.length > 1)
    throw new ServiceError('say install, remove, status, start, stop or restart; --help lists the options');
  if (values.user && values.system) throw new ServiceError('--user and --system exclude each other');
  if (!/^[a-z][a-z0-9-]{0,60}$/.test(values.name))
    throw new ServiceError(`--name: "${values.name}" is not made of small letters, digits and dashes`);
  return {
    verb,
    name: values.name,
    dryRun: values['dry-run'],
    yes: values.yes,
    firewall: values.firewall,
    ...(values.home === undefined ? {} : { home: resolve(calledFrom, values.home) }),
    ...(values.system ? { scope: 'system' } : values.user ? { scope: 'user' } : {}),
    ...(values.account === undefined ? {} : { account: values.account }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        home: { type: 'string' },
        system: { type: 'boolean' },
        user: { type: 'boolean' },
        account: { type: 'string' },
        name: { type: 'string', default: 'flamenco-ng-manager' },
        firewall: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false, short: 'y' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new ServiceError(`${(error as Error).message.split('. ')[0] ?? ''}; --help lists the options`);
  }
}
