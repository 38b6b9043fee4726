import { firewallRule } from '#shared/firewall-rule.ts';
import { SSDP_PORT } from '#shared/ssdp.ts';

/** A manager that listens. */
export interface ListeningManager {
  readonly platform: NodeJS.Platform;
  /** The address it listens on; empty for all of them. */
  readonly host: string;
  readonly port: number;
  /** Whether workers can find it by themselves. */
  readonly autodiscoverable: boolean;
}

/**
 * The commands of PowerShell that let others reach a manager on Windows, whose firewall blocks it unless somebody said
 * yes to a question that is asked once. None on other platforms, or if only this computer can reach it anyway.
 */
export function firewallNote({ platform, host, port, autodiscoverable }: ListeningManager): string[] {
  if (platform !== 'win32' || /^(127\.|::1$|localhost$)/.test(host)) return [];
  const rules = [firewallRule({ protocol: 'TCP', port })];
  return autodiscoverable ? [...rules, firewallRule({ protocol: 'UDP', port: SSDP_PORT })] : rules;
}
