import type { Contribution } from '../farm/plugin-board.ts';
import { type PortName, PORTS } from '../farm/ports.ts';
import type { Plugin, PluginRoute } from './define-plugin.ts';

/** What a running plugin adds to the manager, in the words of the _Plugins_ page. */
export function describeAdditions(
  plugin: Plugin,
  { ports, rules, routes }: Contribution & { readonly routes: readonly PluginRoute[] },
): string[] {
  const count = (number: number, one: string, many: string) =>
    number === 0 ? [] : [number === 1 ? `1 ${one}` : `${number} ${many}`];
  return [
    ...(Object.keys(ports) as PortName[]).map((name) => PORTS[name]),
    ...count(rules.length, 'rule about who gets which task', 'rules about who gets which task'),
    ...count(Object.keys(plugin.v3).length, 'operation of /api/v3', 'operations of /api/v3'),
    ...routes.map(({ path }) => path),
    ...count(plugin.eventTypes.length, 'type of event', 'types of events'),
    ...count(plugin.entities.length, 'table', 'tables'),
  ];
}
