import { powershellWords } from './windows.ts';

/** The doors of the manager: its port, and the one on which it hears workers that look for it. */
interface Doors {
  readonly name: string;
  readonly port: number;
}

/** What lets workers through Windows' firewall, as an administrator types it. */
export function firewallRules({ name, port }: Doors): string[] {
  const rule = (title: string, protocol: string, at: number) =>
    `New-NetFirewallRule -DisplayName '${title}' -Direction Inbound -Action Allow -Profile Private,Domain -Protocol ${protocol} -LocalPort ${at}`;
  return [rule(name, 'TCP', port), rule(`${name} (search)`, 'UDP', SEARCH_PORT)];
}

const SEARCH_PORT = 1900;

/** The command that makes these rules, in place of earlier ones. */
export function openFirewall(systemRoot: string, doors: Doors): string[] {
  return [...powershellWords(systemRoot), [forget(doors), ...firewallRules(doors)].join('; ')];
}

/** The command that takes them back. */
export function closeFirewall(systemRoot: string, doors: Pick<Doors, 'name'>): string[] {
  return [...powershellWords(systemRoot), forget(doors)];
}

function forget({ name }: Pick<Doors, 'name'>): string {
  return `Remove-NetFirewallRule -DisplayName '${name}','${name} (search)' -ErrorAction SilentlyContinue`;
}
