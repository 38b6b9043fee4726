import type { z } from 'zod';
import type { PluginStatus } from '../contracts/plugin.ts';
import { ELIGIBILITY_RULES, type EligibilityRule } from '../domain/eligibility.ts';
import { FarmError } from '../domain/errors.ts';
import type { PortName, Ports } from './ports.ts';

/** What one running plugin adds to the kernel. */
export interface Contribution {
  readonly ports: Partial<Ports>;
  /** Rules about which worker may have which task, applied after the kernel's own. */
  readonly rules: readonly EligibilityRule[];
}

/** Where the kernel finds what running plugins add, without knowing any of them. */
export class PluginBoard {
  readonly #present = new Map<string, Contribution>();
  readonly #statuses = new Map<string, PluginStatus>();
  readonly #settings = new Map<string, z.ZodObject>();
  #rules: readonly EligibilityRule[] = ELIGIBILITY_RULES;

  /**
   * Adds what a plugin contributes.
   * @throws FarmError conflict when another plugin already provides one of its ports
   */
  join(plugin: string, contribution: Contribution): void {
    for (const name of Object.keys(contribution.ports) as PortName[]) {
      const other = this.#provider(name);
      if (other === undefined || contribution.ports[name] === undefined) continue;
      throw new FarmError('conflict', {
        message: `the plugin ${other} already provides "${name}"; turn one of the two off`,
      });
    }
    this.#present.set(plugin, contribution);
    this.#collectRules();
  }

  /** Removes everything that the plugin contributed. */
  leave(plugin: string): void {
    this.#present.delete(plugin);
    this.#collectRules();
  }

  /** What runs for a port; undefined while no running plugin provides it. */
  port<Name extends PortName>(name: Name): Ports[Name] | undefined {
    for (const { ports } of this.#present.values()) {
      if (ports[name] !== undefined) return ports[name];
    }
    return undefined;
  }

  /** The rules for handing out tasks: the kernel's, then those of plugins. */
  get rules(): readonly EligibilityRule[] {
    return this.#rules;
  }

  /** All plugins that this manager knows, in the order in which they were introduced. */
  statuses(): PluginStatus[] {
    return [...this.#statuses.values()];
  }

  status(plugin: string): PluginStatus | undefined {
    return this.#statuses.get(plugin);
  }

  /** The declaration of a plugin's settings; undefined if the plugin could not be loaded. */
  settingsOf(plugin: string): z.ZodObject | undefined {
    return this.#settings.get(plugin);
  }

  /** Adds a plugin that has not been started yet. */
  introduce(status: PluginStatus, settings?: z.ZodObject): void {
    this.tell(status);
    if (settings) this.#settings.set(status.id, settings);
  }

  /** Records how a plugin is doing. */
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
