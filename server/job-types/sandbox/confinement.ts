import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a process is started that may do as little as this system can see to. */
export interface Confinement {
  /** The program to start, and what comes before the arguments of Node: each starts the next, the last one is Node. */
  readonly command: readonly [string, ...string[]];
  /** What the system sees to, in words for the log. */
  readonly means: readonly string[];
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Where isolated-vm is, with the packages that it loads. */
const PACKAGES = dirname(dirname(createRequire(import.meta.url).resolve('isolated-vm/package.json')));
/** The file by which isolated-vm finds out which of its builds fits. */
const LOOKED_FOR = '/etc/alpine-release';

/**
 * isolated-vm needs `--no-node-snapshot`. Node reads TypeScript by way of WebAssembly, whose old code V8 collects while
 * isolates come and go: it may then delete an isolate, and wait for ever for a lock that it holds itself. Hence
 * `--no-wasm-code-gc`. The permissions are a second fence around the isolate: code that escaped from it by way of
 * JavaScript could read nothing but the code that is here anyway, and neither write files nor start programs.
 */
export const NODE_ARGUMENTS: readonly string[] = [
  '--no-node-snapshot',
  '--no-wasm-code-gc',
  '--no-warnings',
  '--permission',
  '--allow-addons',
  ...[
    join(ROOT, 'package.json'),
    LOOKED_FOR,
    ...[join(ROOT, 'server'), join(ROOT, 'shared'), PACKAGES].map((path) => path + sep),
  ]
    .flatMap((path) => [...new Set([path, withoutLinks(path)])])
    .map((path) => `--allow-fs-read=${path}`),
];

/**
 * Address space that can be written to, in bytes. The engine reserves 0.5 GB for each isolate without using it, so this
 * only stops what is too quick for `watch-use.ts`.
 */
const MOST_DATA_BYTES = 3 * 1024 ** 3;
/** The account that owns nothing, on every Linux. */
const NOBODY = 65_534;

/**
 * Nothing from the manager's environment, which may hold secrets. Windows programs need SystemRoot to start; the path
 * is that of the programs below, not that of the manager, which may lead elsewhere.
 */
export const SANDBOX_ENVIRONMENT = {
  NODE_ENV: 'production',
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  SystemRoot: process.env['SystemRoot'],
} as const;

interface Means {
  readonly words: string;
  readonly command: readonly string[];
  readonly asRoot?: boolean;
}

const ACCOUNT = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--inh-caps=-all'];

/**
 * Programs of util-linux, which is part of every distribution, in the order in which they have to be started: the first
 * ones need the rights that the last ones take away. Where two see to the same, the first that works is taken.
 */
const MEANS: readonly Means[] = [
  { words: 'no network', command: ['unshare', '--net', '--'], asRoot: true },
  { words: 'no network', command: ['unshare', '--user', '--net', '--'], asRoot: false },
  { words: 'limited memory', command: ['prlimit', `--data=${MOST_DATA_BYTES}`, '--core=0', '--'] },
  { words: 'an account of its own, no new rights', command: [...ACCOUNT, '--no-new-privs', '--'], asRoot: true },
  { words: 'no new rights', command: ['setpriv', '--no-new-privs', '--'] },
];

let known: Confinement | undefined;

/**
 * The confinement of this system's sandboxes. What works is tried when it is first asked for, which takes some 0.05 s,
 * once.
 */
export function confinement(): Confinement {
  return (known ??= process.platform === 'linux' ? tryMeans() : { command: [process.execPath], means: [] });
}

function tryMeans(): Confinement {
  const isRoot = process.getuid?.() === 0;
  const taken: string[] = [];
  const means: string[] = [];
  for (const { words, command, asRoot } of MEANS) {
    if (asRoot !== undefined && asRoot !== isRoot) continue;
    if (means.some((other) => other.includes(words)) || !works([...taken, ...command], command)) continue;
    taken.push(...command);
    means.push(words);
  }
  const [first, ...others] = taken;
  const command: Confinement['command'] =
    first === undefined ? [process.execPath] : [first, ...others, process.execPath];
  return { command, means };
}

/** Whether programs start that way; and whether another account would be let into the folders of our code. */
function works(commands: readonly string[], last: readonly string[]): boolean {
  const [program = '', ...rest] = commands;
  const looks = `for (const path of ${JSON.stringify([import.meta.filename, PACKAGES])}) fs.accessSync(path, 4)`;
  const tried = last[0] === ACCOUNT[0] ? [process.execPath, '-e', looks] : ['true'];
  const { status } = spawnSync(program, [...rest, ...tried], {
    stdio: 'ignore',
    env: SANDBOX_ENVIRONMENT,
    windowsHide: true,
  });
  return status === 0;
}

function withoutLinks(path: string): string {
  try {
    const real = realpathSync(path);
    return path.endsWith(sep) ? real + sep : real;
  } catch {
    return path;
  }
}
