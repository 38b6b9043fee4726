/** A port that others must be able to reach. */
export interface OpenPort {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** The command of PowerShell that makes the firewall of Windows let others in; for an administrator. */
export function firewallRule({ protocol, port }: OpenPort): string {
  return (
    `New-NetFirewallRule -DisplayName "Flamenco-NG ${protocol} ${port}" -Direction Inbound -Action Allow ` +
    `-Protocol ${protocol} -LocalPort ${port}`
  );
}
