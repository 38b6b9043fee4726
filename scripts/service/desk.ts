import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureModules, modulesAreCurrent } from '../launch/ensure-modules.mjs';
import { PROJECT_ROOT } from '../project-root.ts';
import { runQuietly } from '../system/run-quietly.ts';
import { isReady } from './is-ready.ts';
import { checkAccount } from './check-account.ts';
import { closeFirewall, firewallRules, openFirewall } from './firewall.ts';
import { type Machine, thisMachine } from './machine.ts';
import { type ServiceDesk } from './manage-service.ts';
import type { ServiceOptions } from './options.ts';
import { ServiceError } from './service-error.ts';
import { inWords } from './show-steps.ts';
import { stableNode } from './stable-node.ts';
import type { Step } from './steps.ts';

const READY_WITHIN_MS = 60_000;

/**
 * Where services of this machine are managed, for whoever called `npm run service`. Nothing here needs a package until
 * `beforeStart` has installed them, since a manager that runs may have to be stopped for that.
 */
export async function openDesk(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<ServiceDesk> {
  const machine = await thisMachine(env);
  const node = stableNode(env['FLAMENCO_LAUNCHED_BY'] ?? process.execPath, existsSync);
  const tree = PROJECT_ROOT;
  const calledFrom = env['INIT_CWD'] ?? process.cwd();
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  return {
    env,
    say,
    machine,
    tree,
    node,
    calledFrom,
    ...(isTerminal && { ask: askAtTerminal }),
    asAdmin: (options) => asAdmin(options, { node, tree, calledFrom }, machine),
    packagesHaveChanged: () => !modulesAreCurrent(tree, process.arch),
    beforeStart: async ({ home, account, scope }) => {
      await ensureModules(tree, { path: process.execPath, env, arch: process.arch });
      await prepare(tree, env);
      if (machine.platform !== 'win32' && scope === 'system' && account !== 'root')
        await checkAccount(
          { account, home, node, tree },
          { platform: machine.platform, env, current: process.execPath },
        );
      else await mkdir(home, { recursive: true });
      await listenOf(home);
    },
    afterStart: async (home, place) => {
      const { port, url } = await listenOf(home);
      const log = `Its log: ${machine.services.logHint(place, home)}`;
      const answers = port === 0 || (await answersSoon(url));
      say(
        answers
          ? `The manager is running as a service: ${url}`
          : `The manager was started, but does not answer at ${url} yet. Its log says why.`,
      );
      say(log);
      if (!existsSync(join(home, 'flamenco-manager.yaml')))
        say('It is not set up yet: its log has the link with which you do that.');
    },
    more: (verb, home, options) => windowsFirewall(verb, home, options, { machine, env, say }),
  };
}

async function askAtTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function asAdmin(
  options: ServiceOptions,
  { node, tree, calledFrom }: Pick<ServiceDesk, 'node' | 'tree' | 'calledFrom'>,
  { platform }: Machine,
): string {
  const { verb, home, account, name } = options;
  const words = [
    node,
    join(tree, 'scripts', 'launch.mjs'),
    '--bare',
    'scripts/service/main.ts',
    verb,
    options.scope === 'user' ? '--user' : '--system',
    '--name',
    name,
  ];
  if (verb === 'install' || home !== undefined) words.push('--home', home ?? calledFrom);
  if (account !== undefined) words.push('--account', account);
  if (options.firewall) words.push('--firewall');
  if (options.yes) words.push('--yes');
  const rest =
    options.scope === 'system' && verb === 'install' ? ' Or use --user: it then starts when you log in.' : '';
  if (platform !== 'win32') return `sudo ${inWords(words)}${rest}`;
  return `open a terminal with "Run as administrator", and there: & ${inWords(words)}${rest}`;
}

/** Builds the pages with the rights of the project's owner, since root's files would stop whoever updates it later. */
async function prepare(tree: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { uid, gid } = await stat(tree);
  const isRoot = process.getuid?.() === 0;
  const { code, said } = await runQuietly(process.execPath, [join(tree, 'scripts', 'prepare-manager.ts')], {
    cwd: tree,
    env,
    ...(isRoot && uid !== 0 ? { uid, gid } : {}),
  });
  // A Node that the launcher has fetched is in a folder that is its owner's alone.
  const fetched = join(tree, '.cache', 'node');
  for (const name of await readdir(fetched).catch(() => []))
    await chmod(join(fetched, name), 0o755).catch(() => undefined);
  if (code !== 0) throw new ServiceError(`the manager cannot be prepared:\n${said.trim()}`);
}

/** @throws FarmError if the manager would not start with its configuration */
async function listenOf(home: string): Promise<{ port: number; url: string }> {
  const { listenOf: read } = await import('./listen-of.ts');
  return read(home);
}

async function answersSoon(url: string): Promise<boolean> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (await isReady(url)) return true;
    await delay(500);
  }
  return false;
}

async function windowsFirewall(
  verb: 'install' | 'remove',
  home: string,
  { name, firewall }: ServiceOptions,
  { machine, env, say }: Pick<ServiceDesk, 'machine' | 'env' | 'say'>,
): Promise<readonly Step[]> {
  if (machine.platform !== 'win32') return [];
  const systemRoot = env['SystemRoot'] ?? String.raw`C:\Windows`;
  if (verb === 'remove')
    return machine.isAdmin ? [{ do: 'run', words: closeFirewall(systemRoot, { name }), mayFail: true }] : [];
  const doors = { name, port: (await listenOf(home)).port };
  if (firewall && machine.isAdmin) return [{ do: 'run', words: openFirewall(systemRoot, doors) }];
  say(
    `For workers to get through the firewall, an administrator adds --firewall, or runs:\n  ${firewallRules(doors).join('\n  ')}`,
  );
  return [];
}
