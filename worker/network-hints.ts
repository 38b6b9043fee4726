import { firewallRule } from '#shared/firewall-rule.ts';
import { SSDP_PORT } from '#shared/ssdp.ts';

/** Codes of requests that nothing answered at all, as when a firewall drops them; `NO_ANSWER` is our own. */
const SILENCE = /^(NO_ANSWER|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/;
export const NO_ANSWER = 'NO_ANSWER';

const LOCAL_NETWORK =
  'macOS may keep programs away from the local network: under System Settings > Privacy & Security > Local Network, ' +
  'allow node.';

/**
 * What people do not think of when a manager cannot be reached from this platform, as a sentence; undefined if the code
 * says it all.
 * @param code of the system's error, or NO_ANSWER
 */
export function connectHint(
  platform: NodeJS.Platform,
  code: string | undefined,
  managerUrl: string,
): string | undefined {
  if (code === undefined) return undefined;
  if (platform === 'darwin' && /^(EHOSTUNREACH|EPERM)$/.test(code)) return LOCAL_NETWORK;
  if (platform === 'win32' && /^(EACCES|EPERM)$/.test(code))
    return 'A firewall or virus scanner on this machine does not let node.exe reach it; allow outgoing connections.';
  if (!SILENCE.test(code)) return undefined;
  return `If the manager runs on Windows, its firewall may be in the way; an administrator lets others in there with ${firewallRule({ protocol: 'TCP', port: portOf(managerUrl) })}.`;
}

/**
 * What to look at when a search of the network finds no manager, as sentences.
 * @param code of the error with which searches could not be sent; undefined if all were
 */
export function searchHint(platform: NodeJS.Platform, code?: string): string {
  const firewall = `The manager's firewall has to let UDP port ${SSDP_PORT} in; on Windows, an administrator does that with ${firewallRule({ protocol: 'UDP', port: SSDP_PORT })}.`;
  if (platform === 'darwin') return code === undefined ? `${firewall} ${LOCAL_NETWORK}` : LOCAL_NETWORK;
  return firewall;
}

function portOf(managerUrl: string): number {
  const { port, protocol } = new URL(managerUrl);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}
