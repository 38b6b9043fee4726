import { readFile } from 'node:fs/promises';
import type { Machine } from './machine.ts';
import { homeIn, type ManagerService, type Scope } from './manager-service.ts';
import type { ServiceOptions } from './options.ts';
import { ServiceError } from './service-error.ts';
import type { Place } from './service-system.ts';
import { showSteps } from './show-steps.ts';
import type { Step } from './steps.ts';
import { servicePath } from './search-path.ts';
import { runWords, takeSteps, type StepTaker } from './take-steps.ts';

/** What managing a service takes, beside the machine. */
export interface ServiceDesk extends StepTaker {
  readonly machine: Machine;
  /** The project's folder, a Node that can run its launcher, and the folder that the command was called from. */
  readonly tree: string;
  readonly node: string;
  readonly calledFrom: string;
  /** How somebody with the rights for it gives the same command. */
  readonly asAdmin: (options: ServiceOptions) => string;
  /** Asks the person at the terminal, if there is one. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** Whether the project asks for other packages than are there, which are best not replaced under a manager. */
  readonly packagesHaveChanged: () => boolean;
  /** Installs and builds what an update of the project needs; refuses what would fail at each start. */
  beforeStart(service: Pick<ManagerService, 'account' | 'home'> & { scope: Scope }): Promise<void>;
  /** Tells when the manager answers, or where to look if it does not. */
  afterStart(home: string, place: Place): Promise<void>;
  /** More to do on this machine, such as its firewall; may tell people what they have to do themselves. */
  more(verb: 'install' | 'remove', home: string, options: ServiceOptions): Promise<readonly Step[]>;
}

const AS_ROOT =
  'Warning: the manager would run as root, and whoever may change its settings could run programs as root. Name an account for it: --account NAME';
const EXIT = { running: 0, stopped: 3, notInstalled: 4 } as const;

/**
 * Does what the command line asks for.
 * @returns the exit code
 * @throws ServiceError with what is wrong and what to do
 */
export async function manageService(options: ServiceOptions, desk: ServiceDesk): Promise<number> {
  const { machine, say } = desk;
  const installed = await findInstalled(options, desk);
  const wanted = options.scope ?? (machine.isAdmin ? 'system' : 'user');
  if (options.verb === 'install') {
    const service = newService(options, desk, wanted);
    needRights(service, options, desk);
    if (options.firewall && machine.platform === 'win32' && !machine.isAdmin)
      throw new ServiceError('--firewall needs a terminal that was opened with "Run as administrator"');
    return install(service, options, desk);
  }
  if (installed === undefined) {
    const line = `there is no service called ${options.name} here; "npm run service -- install" makes one`;
    if (options.verb !== 'status') throw new ServiceError(line);
    say(line);
    return EXIT.notInstalled;
  }
  if (options.verb === 'status') return status(installed, desk);
  needRights(installed, options, desk);
  const { home = options.home } = installed;
  if (home === undefined)
    throw new ServiceError(`${options.name} was not made by this command; name the manager's folder with --home`);
  const { services } = machine;
  if (options.verb === 'stop') {
    const steps = services.stop(installed, home);
    if (options.dryRun) return show(steps, desk);
    await takeSteps(steps, desk);
    say(`The manager of ${home} has ended.`);
    return 0;
  }
  if (options.verb === 'restart' || options.verb === 'start') {
    const steps = services[options.verb](installed, home);
    if (options.dryRun) return show(steps, desk);
    await prepare({ home, scope: installed.scope, account: installed.account ?? machine.account }, installed, desk);
    if (await takeSteps(steps, desk)) await desk.afterStart(home, installed);
    return 0;
  }
  await mayReplace(installed, home, options, desk);
  const steps = [...services.remove(installed, home), ...(await desk.more('remove', home, options))];
  if (options.dryRun) return show(steps, desk);
  await takeSteps(steps, desk);
  say(`The manager is no service any more. Its folder is as it was: ${home}`);
  return 0;
}

async function install(service: ManagerService, options: ServiceOptions, desk: ServiceDesk): Promise<number> {
  const { machine, say } = desk;
  if (service.account === 'root') say(AS_ROOT);
  const there = await describedAt(service, desk);
  if (there !== undefined) {
    // Windows has those of the machine and of accounts in one place.
    needRights(there, options, desk);
    await mayReplace(there, service.home, options, desk);
  }
  if (!options.dryRun) await prepare(service, there, desk);
  const more = options.dryRun && desk.packagesHaveChanged() ? [] : await desk.more('install', service.home, options);
  const steps = [...machine.services.install(service, there), ...more];
  if (options.dryRun) return show(steps, desk);
  if (await takeSteps(steps, desk)) await desk.afterStart(service.home, service);
  if (machine.platform === 'linux' && service.scope === 'user')
    say('It starts when you log in. To have it start with the machine: loginctl enable-linger');
  return 0;
}

/**
 * Prepares a start while the old manager still runs; but replaces packages only after it has ended, since Windows lets
 * nobody replace what runs, and a manager elsewhere would find half of them. If that fails, the old one is started
 * again: the launcher tries to install them at each start.
 */
async function prepare(
  service: Pick<ManagerService, 'account' | 'home'> & { scope: Scope },
  there: Installed | undefined,
  desk: ServiceDesk,
): Promise<void> {
  const { services } = desk.machine;
  const isInTheWay = there !== undefined && desk.packagesHaveChanged() && (await runs(there, desk));
  if (!isInTheWay) return desk.beforeStart(service);
  const home = there.home ?? service.home;
  desk.say('The packages have changed, so the manager is stopped before they are installed …');
  await takeSteps(services.stop(there, home), desk);
  try {
    await desk.beforeStart(service);
  } catch (error) {
    await takeSteps(services.start(there, home), desk).catch(() => undefined);
    throw error;
  }
}

async function runs(installed: Installed, desk: ServiceDesk): Promise<boolean> {
  const { services } = desk.machine;
  const { said } = await runWords(services.status(installed), desk);
  return services.readStatus(said).running;
}

async function status(installed: Installed, desk: ServiceDesk): Promise<number> {
  const { machine, say } = desk;
  const { said } = await runWords(machine.services.status(installed), desk);
  const { running, detail } = machine.services.readStatus(said);
  const starts = installed.scope === 'system' ? 'starts with the machine' : 'starts at log-in';
  say(
    `${installed.name} ${running ? 'is running' : 'is not running'}${detail === '' ? '' : ` (${detail})`}; it ${starts}`,
  );
  if (installed.home === undefined) say('It was not made by "npm run service".');
  else say(`Its folder: ${installed.home}\nIts log: ${machine.services.logHint(installed, installed.home)}`);
  return running ? EXIT.running : EXIT.stopped;
}

/** A service of our name that is there already. Without a home, somebody else made it. */
interface Installed extends Place {
  readonly home?: string;
  /** The account that it runs as, if it names one. */
  readonly account?: string;
}

async function findInstalled(options: ServiceOptions, desk: ServiceDesk): Promise<Installed | undefined> {
  const scopes: readonly Scope[] = options.scope === undefined ? ['system', 'user'] : [options.scope];
  for (const scope of scopes) {
    const there = await describedAt({ name: options.name, scope }, desk);
    if (there !== undefined) return there;
  }
  return undefined;
}

async function describedAt({ name, scope }: Place, desk: ServiceDesk): Promise<Installed | undefined> {
  const { services } = desk.machine;
  const where = services.where({ name, scope });
  let text: string;
  if ('file' in where) {
    try {
      text = await readFile(where.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new ServiceError(`${where.file} cannot be read: ${(error as Error).message}`);
    }
  } else {
    const { code, said } = await runWords(where.words, desk);
    if (code !== 0) return undefined;
    text = said;
  }
  return { name, scope: services.scopeIn(text, scope), ...described(text) };
}

function described(text: string): { home?: string; account?: string } {
  const home = homeIn(text);
  const account = /^User=(.+)$/m.exec(text)?.[1] ?? /<key>UserName<\/key><string>(.+?)<\/string>/.exec(text)?.[1];
  return { ...(home === undefined ? {} : { home }), ...(account === undefined ? {} : { account }) };
}

/** Asks before another manager's service, or somebody else's, is replaced or removed. */
async function mayReplace(there: Installed, home: string, options: ServiceOptions, desk: ServiceDesk): Promise<void> {
  if (there.home === home || options.yes) return;
  const whose = there.home === undefined ? 'was not made by this command' : `starts the manager of ${there.home}`;
  const problem = `there is a service called ${there.name} already, which ${whose}`;
  if (options.dryRun) return desk.say(`Note: ${problem}.`);
  if (desk.ask === undefined)
    throw new ServiceError(`${problem}; choose another --name, or add --yes to ${options.verb} it all the same`);
  if (!(await desk.ask(`${problem}.\n${options.verb === 'install' ? 'Replace' : 'Remove'} it?`)))
    throw new ServiceError('nothing was changed');
}

function needRights({ scope }: Pick<Place, 'scope'>, options: ServiceOptions, desk: ServiceDesk): void {
  const { machine } = desk;
  if (scope === 'user' && machine.platform === 'darwin' && machine.isAdmin)
    throw new ServiceError('a service of your account is installed without sudo');
  if (scope !== 'system' || machine.isAdmin || options.dryRun) return;
  throw new ServiceError(`a service of the machine needs the rights of an administrator: ${desk.asAdmin(options)}`);
}

function newService(options: ServiceOptions, desk: ServiceDesk, scope: Scope): ManagerService {
  const { machine, tree, node, calledFrom } = desk;
  if (options.account !== undefined && (scope === 'user' || machine.platform === 'win32'))
    throw new ServiceError(
      '--account goes with --system on Linux and macOS; elsewhere, it runs as whoever installs it',
    );
  const account = options.account ?? (scope === 'system' ? machine.sudoUser : undefined) ?? machine.account;
  const home = options.home ?? calledFrom;
  for (const path of [home, tree, node])
    if (/\p{Cc}/u.test(path))
      throw new ServiceError(`a service cannot have line breaks or the like in a path: ${JSON.stringify(path)}`);
  const searchPath = servicePath(desk.env['PATH'] ?? '', node, tree, machine.platform);
  return { name: options.name, scope, home, account, node, tree, searchPath };
}

function show(steps: readonly Step[], desk: ServiceDesk): number {
  desk.say(showSteps(steps));
  return 0;
}
