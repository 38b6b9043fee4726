import { parseArgs } from 'node:util';
import { configError } from '#server/config/config-error.ts';
import { homeOption } from '#server/config/home-option.ts';
import { type ListenAddress, parseListenAddress } from '#server/config/listen-address.ts';
import type { LogLevel } from '#server/logging/logger.ts';
import { messageOf } from '#shared/message-of.ts';

export const HELP = `Usage: npm run shaman -- --home DIR [options]

Serves a Shaman file store without a manager: uploads by content, and checkouts of them. DIR contains flamenco-shaman.yaml:

  shared_storage_path: /mnt/farm    # file-store/ and jobs/ are below it
  token: a-long-random-text         # what clients send as "Authorization: Bearer …"

  --home DIR          folder of flamenco-shaman.yaml (default: the folder in which the command was called)
  --listen HOST:PORT  where to listen; takes precedence over the configuration (default: :8083)
  --without-token     serve everybody who can reach the port
  --gc-show           say what a garbage collection would remove, and exit
  --gc-delete         collect garbage once, and exit
  --quiet, --debug    log less, or more
  --version           print the version
  --help              print this
`;

const OPTIONS = {
  home: { type: 'string' },
  listen: { type: 'string' },
  'without-token': { type: 'boolean' },
  'gc-show': { type: 'boolean' },
  'gc-delete': { type: 'boolean' },
  quiet: { type: 'boolean' },
  debug: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What the command line asks for. */
export type AloneOptions =
  | { readonly action: 'help' | 'version' }
  | {
      readonly action: 'serve' | 'gc-show' | 'gc-delete';
      /** Absolute path. */
      readonly home: string;
      readonly listen: ListenAddress | undefined;
      readonly withoutToken: boolean;
      readonly logLevel: LogLevel;
    };

/**
 * Reads the command line. npm runs scripts in the project's folder and puts the folder in which it was called into
 * INIT_CWD.
 * @throws FarmError
 */
export function parseAloneOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  cwd = process.cwd(),
): AloneOptions {
  const values = parse(argv);
  if (values.help) return { action: 'help' };
  if (values.version) return { action: 'version' };
  const listen = values.listen === undefined ? undefined : parseListenAddress(values.listen);
  if (values.listen !== undefined && !listen)
    throw configError(
      { key: '--listen' },
      `${JSON.stringify(values.listen)} is not an address like :8083 or 192.168.1.5:8083`,
    );
  return {
    action: values['gc-show'] ? 'gc-show' : values['gc-delete'] ? 'gc-delete' : 'serve',
    home: homeOption(values.home, { folder: environment['INIT_CWD'] ?? cwd, platform: process.platform }),
    listen,
    withoutToken: values['without-token'] === true,
    logLevel: values.debug ? 'debug' : values.quiet ? 'warn' : 'info',
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    const [sentence = ''] = messageOf(error).split('. ');
    throw configError({}, `${sentence.replaceAll('\n', ' ').replace(/\.$/, '')}; --help lists the options`, error);
  }
}
