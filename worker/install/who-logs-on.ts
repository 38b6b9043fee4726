import type { InstallRequest } from './request.ts';

type Who = Pick<InstallRequest, 'account' | 'sid' | 'isElevated' | 'session' | 'desktops'>;

/** A window that somebody opened as another administrator installs for that administrator, which few people want. */
export function wrongAccount({ account, sid, isElevated, session, desktops }: Who): string | undefined {
  const atDesktop = desktops?.find((desktop) => desktop.session === session);
  if (!isElevated || atDesktop === undefined || atDesktop.sid === sid) return undefined;
  return `This window runs as ${account}, but ${atDesktop.account} is logged on here. The worker is installed for ${account}, with its network drives, and starts when ${account} logs on. If ${atDesktop.account} is to render, remove it again with -Remove, and run the command in a PowerShell that was not started as administrator.`;
}

/** Windows starts a task of an account in the session of that account, so somebody has to be logged on. */
export function isLoggedOn({ sid, desktops }: Who): boolean {
  return desktops === null || desktops.some((desktop) => desktop.sid === sid);
}
