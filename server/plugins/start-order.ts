import type { Plugin } from './define-plugin.ts';

/**
 * Puts each plugin after the plugins that it requires, and otherwise keeps the given order. `stuck` are the plugins
 * that can never start, with the reason: something they require is missing, is stuck itself, or requires them.
 */
export function startOrder<P extends Plugin>(
  plugins: readonly P[],
): { ordered: P[]; stuck: { plugin: P; reason: string }[] } {
  const ordered: P[] = [];
  const placed = new Set<string>();
  let rest = [...plugins];
  for (let before = -1; rest.length !== before;) {
    before = rest.length;
    rest = rest.filter((plugin) => {
      if (!plugin.manifest.requires.every((id) => placed.has(id))) return true;
      ordered.push(plugin);
      placed.add(plugin.manifest.id);
      return false;
    });
  }
  const known = new Set(plugins.map((plugin) => plugin.manifest.id));
  const stuck = rest.map((plugin) => {
    const missing = plugin.manifest.requires.filter((id) => !placed.has(id));
    const reasons = missing.map((id) =>
      known.has(id) ? `${id}, which cannot start before it` : `${id}, which is not installed`,
    );
    return { plugin, reason: `requires ${reasons.join(' and ')}` };
  });
  return { ordered, stuck };
}
