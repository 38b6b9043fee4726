import os from 'node:os';
import { join } from 'node:path';
import { launchd } from './launchd.ts';
import { ServiceError } from './service-error.ts';
import type { ServiceSystem } from './service-system.ts';
import { systemd } from './systemd.ts';
import { runWords } from './take-steps.ts';
import { windowsTasks } from './windows.ts';
import { readWindowsAccount } from './windows-account.ts';

/** What has to be known of this machine, and of who is asking. */
export interface Machine {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly services: ServiceSystem;
  /** Whether services of the machine may be changed: root, or an elevated administrator. */
  readonly isAdmin: boolean;
  /** Who is asking: a name, on Windows a security identifier. */
  readonly account: string;
  /** Who used sudo. */
  readonly sudoUser?: string;
}

/** @throws ServiceError on systems without such services */
export async function thisMachine(env: NodeJS.ProcessEnv): Promise<Machine> {
  const { platform } = process;
  if (platform === 'win32') return windowsMachine(env);
  const { username, homedir, uid } = os.userInfo();
  const who = { isAdmin: uid === 0, account: username, ...(env['SUDO_USER'] && { sudoUser: env['SUDO_USER'] }) };
  if (platform === 'darwin') return { platform, services: launchd({ homeFolder: homedir, uid }), ...who };
  if (platform !== 'linux') throw new ServiceError(`there is no such thing for ${platform}; use what your system has`);
  return { platform, services: systemd(env['XDG_CONFIG_HOME'] || join(homedir, '.config')), ...who };
}

async function windowsMachine(env: NodeJS.ProcessEnv): Promise<Machine> {
  const systemRoot = env['SystemRoot'] ?? String.raw`C:\Windows`;
  const whoami = async (what: string) => {
    const { said } = await runWords([join(systemRoot, 'System32', 'whoami.exe'), what, '/fo', 'csv', '/nh'], { env });
    return said;
  };
  const account = readWindowsAccount(await whoami('/user'), await whoami('/groups'));
  if (!account) throw new ServiceError('Windows does not say which account this is: "whoami /user" failed');
  const services = windowsTasks({ systemRoot, temporary: os.tmpdir() });
  return { platform: 'win32', services, isAdmin: account.isAdmin, account: account.sid };
}
