import type { z } from 'zod';
import type { PluginStatus } from '../contracts/plugin.ts';
import { ELIGIBILITY_RULES, type EligibilityRule } from '../domain/eligibility.ts';
import { FarmError } from '../domain/errors.ts';
import type { PortName, Ports } from './ports.ts';

/** What one running plugin brings to the kernel. */
export interface Contribution {
  readonly ports: Partial<Ports>;
  /** Rules about who may have which task, asked after the kernel's own. */
  readonly rules: readonly EligibilityRule[];
}

/** Where the kernel finds what the running plugins bring, without knowing any of them. */
export class PluginBoard {
  readonly #present = new Map<string, Contribution>();
  readonly #statuses = new Map<string, PluginStatus>();
  readonly #settings = new Map<string, z.ZodObject>();
  #rules: readonly EligibilityRule[] = ELIGIBILITY_RULES;

  /** Adds what a plugin brings. @throws FarmError conflict when another one provides a port of it already */
  join(plugin: string, contribution: Contribution): void {
    for (const name of Object.keys(contribution.ports) as PortName[]) {
      const other = this.#provider(name);
      if (other === undefined || contribution.ports[name] === undefined) continue;
      throw new FarmError('conflict', {
        message: `the plugin ${other} provides "${name}" already; turn one of the two off`,
      });
    }
    this.#present.set(plugin, contribution);
    this.#collectRules();
  }

  /** Takes away all that the plugin brought. */
  leave(plugin: string): void {
    this.#present.delete(plugin);
    this.#collectRules();
  }

  /** Undefined while no plugin that provides it is running. */
  port<Name extends PortName>(name: Name): Ports[Name] | undefined {
    for (const { ports } of this.#present.values()) {
      if (ports[name] !== undefined) return ports[name];
    }
    return undefined;
  }

  /** The rules that tasks are handed out by: the kernel's, then those of plugins. */
  get rules(): readonly EligibilityRule[] {
    return this.#rules;
  }

  /** All plugins that this manager knows, in the order in which they were told of. */
  statuses(): PluginStatus[] {
    return [...this.#statuses.values()];
  }

  status(plugin: string): PluginStatus | undefined {
    return this.#statuses.get(plugin);
  }

  /** How a plugin's part of the configuration is declared; undefined when the plugin could not be loaded. */
  settingsOf(plugin: string): z.ZodObject | undefined {
    return this.#settings.get(plugin);
  }

  /** Makes a plugin known that has not been started yet. */
  introduce(status: PluginStatus, settings?: z.ZodObject): void {
    this.tell(status);
    if (settings) this.#settings.set(status.id, settings);
  }

  /** Tells how a plugin is doing. */
  tell(status: PluginStatus): void {
    this.#statuses.set(status.id, status);
  }

  #provider(name: PortName): string | undefined {
    return [...this.#present].find(([, { ports }]) => ports[name] !== undefined)?.[0];
  }

  #collectRules(): void {
    const more = [...this.#present.values()].flatMap(({ rules }) => rules);
    this.#rules = more.length === 0 ? ELIGIBILITY_RULES : [...ELIGIBILITY_RULES, ...more];
  }
}
