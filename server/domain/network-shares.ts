import type { Command } from '../contracts/command.ts';
import { asPath } from './platform-path.ts';

/** A folder that a Windows machine shares, as settings of a job name it. */
export interface NetworkShare {
  /** As Windows writes it: `\\SERVER\share`. */
  readonly name: string;
  /** Keys of the settings that begin with it. */
  readonly settings: readonly string[];
}

/** The network shares that settings begin with, as in `\\SERVER\share\shot`; no others, since `//` means more. */
export function networkShares(settings: Readonly<Record<string, unknown>>): NetworkShare[] {
  const found = Object.entries(settings).flatMap(([setting, value]) => {
    const [name] = (typeof value === 'string' && /^\\\\(?![.?][\\/])[^\\/?:]+[\\/][^\\/?:]+/.exec(value)) || [];
    return name === undefined ? [] : [{ setting, name: asPath(name, 'windows') }];
  });
  return [...Map.groupBy(found, ({ name }) => comparable(name)).values()].map((same) => ({
    name: same[0]?.name ?? '',
    settings: same.map(({ setting }) => setting),
  }));
}

/**
 * Commands in which each path on one of these shares is as Windows writes it, whatever a script made of its slashes:
 * Blender takes `//SERVER/share` for a folder beside the blend file. These are texts, and texts in lists, that begin
 * with a share; `used` hears of each of them.
 */
export function withNetworkShares(
  commands: readonly Command[],
  shares: readonly NetworkShare[],
  used: (share: NetworkShare) => void,
): Command[] {
  const written = (value: unknown): unknown => {
    const share = typeof value === 'string' ? shareOf(value, shares) : undefined;
    if (typeof value !== 'string' || !share) return value;
    used(share);
    return asPath(value, 'windows');
  };
  return commands.map((command) => {
    const parameters = Object.entries(command.parameters).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(written) : written(value),
    ]);
    return { ...command, parameters: Object.fromEntries(parameters) };
  });
}

function shareOf(text: string, shares: readonly NetworkShare[]): NetworkShare | undefined {
  const path = comparable(text);
  return shares.find(({ name }) => path === comparable(name) || path.startsWith(`${comparable(name)}/`));
}

function comparable(path: string): string {
  return path.replaceAll('\\', '/').toLowerCase();
}
