import { parseArgs } from 'node:util';
import { messageOf } from '#shared/message-of.ts';
import type { LogLevel } from '../logging/logger.ts';
import { configError } from './config-error.ts';
import { homeOption } from './home-option.ts';
import { parseListenAddress, type ListenAddress } from './listen-address.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the command line of the manager asks for. */
export type ManagerOptions =
  | { readonly action: 'help' | 'version' }
  | {
      /** `write-config`: write the configuration file with every key, then exit. */
      readonly action: 'run' | 'write-config';
      /** The absolute path of the folder with the configuration file. */
      readonly home: string;
      readonly logLevel: LogLevel;
      /** Build the pages as they are requested. */
      readonly development: boolean;
      /** Offer the setup assistant even if everything is set up. */
      readonly setupAssistant: boolean;
      /** Overrides the configuration. */
      readonly listen?: ListenAddress;
      /** Overrides the port in `listen` and in the configuration. */
      readonly port?: number;
    };

/** What `--help` prints. */
export const MANAGER_HELP = `Usage: npm start -- [options]

  --home DIR          folder of flamenco-manager.yaml, database and storage
                      (default: the folder that the command is called from)
  --listen HOST:PORT  where to listen; overrides the configuration (:8080)
  --port N            the port to listen on; 0 = any free port
  --quiet             log only warnings and errors
  --debug             log more
  --trace             log everything
  --setup-assistant   offer the setup assistant even if everything is set up
  --write-config      write every setting to flamenco-manager.yaml and exit
  --dev               build the pages as they are requested
  --version           print the version
  --help              print this
`;

const OPTIONS = {
  home: { type: 'string' },
  listen: { type: 'string' },
  port: { type: 'string' },
  quiet: { type: 'boolean' },
  debug: { type: 'boolean' },
  trace: { type: 'boolean' },
  'setup-assistant': { type: 'boolean' },
  'write-config': { type: 'boolean' },
  dev: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the command line (without program and script); one dash works as well as two. It reads one variable of the
 * environment: npm runs scripts in the project's folder, and INIT_CWD is the folder that it was called from.
 * @throws FarmError with a message of one line
 */
export function parseManagerOptions(
  argv: readonly string[],
  environment: Environment = process.env,
  cwd = process.cwd(),
  platform = process.platform,
): ManagerOptions {
  const values = parse(argv);
  if (values.help) return { action: 'help' };
  if (values.version) return { action: 'version' };
  return {
    action: values['write-config'] ? 'write-config' : 'run',
    home: homeOption(values.home, { folder: environment['INIT_CWD'] ?? cwd, platform }),
    development: values.dev === true,
    setupAssistant: values['setup-assistant'] === true,
    logLevel: values.trace ? 'trace' : values.debug ? 'debug' : values.quiet ? 'warn' : 'info',
    ...(values.listen === undefined ? {} : { listen: listenOption(values.listen) }),
    ...(values.port === undefined ? {} : { port: portOption(values.port) }),
  };
}

/**
 * Where to listen, according to the configuration's `listen` and the options that override it.
 * @throws FarmError bad-request when `configured` is not an address
 */
export function effectiveListen(configured: string, options: { listen?: ListenAddress; port?: number }): ListenAddress {
  const address = options.listen ?? listenOption(configured);
  return options.port === undefined ? address : { ...address, port: options.port };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: argv.flatMap(dashed), options: OPTIONS }).values;
  } catch (error) {
    const message = messageOf(error);
    const [sentence = ''] = message.split('. ');
    throw configError({}, `${sentence.replaceAll('\n', ' ').replace(/\.$/, '')}; --help lists the options`, error);
  }
}

/** Translates Go's notation to ours: `-home x`, `-quiet=false`. */
function dashed(argument: string): string[] {
  const [, name, value] = /^--?([a-z-]{2,})(?:=(.*))?$/.exec(argument) ?? [];
  if (name === undefined) return [argument];
  const isSwitch = name in OPTIONS && OPTIONS[name as keyof typeof OPTIONS].type === 'boolean';
  if (isSwitch && value === 'false') return [];
  if (isSwitch && value === 'true') return [`--${name}`];
  return [value === undefined ? `--${name}` : `--${name}=${value}`];
}

function listenOption(text: string): ListenAddress {
  const address = parseListenAddress(text);
  if (!address)
    throw configError({ key: '--listen' }, `${JSON.stringify(text)} is not an address like :8080 or 192.168.1.5:8080`);
  return address;
}

function portOption(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw configError({ key: '--port' }, `${JSON.stringify(text)} is not a number from 0 to 65535`);
  return Number(text);
}
