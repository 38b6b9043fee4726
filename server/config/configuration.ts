import type { ConfigSettings } from './config-schema.ts';
import { loadConfig, type ManagerConfig } from './load-config.ts';
import { settingsToJson } from './settings-json.ts';
import { writeAllSettings, writeConfig, type ConfigChange } from './write-config.ts';

/** What running services were made with; a change of these counts after the next start of the manager. */
const NEEDS_RESTART = [
  'database',
  'listen',
  'autodiscoverable',
  'local_manager_storage_path',
  'shared_storage_path',
  'shaman',
  'mqtt',
  'plugins',
] as const satisfies readonly (keyof ConfigSettings)[];

/**
 * The manager's configuration while it runs. `current` is replaced as a whole when the file is read or written; reads and
 * writes happen one after the other, so of several writers the last one wins.
 */
export class Configuration {
  readonly #atStart: ManagerConfig;
  readonly #forceSetup: boolean;
  #current: ManagerConfig;
  #last: Promise<unknown> = Promise.resolve();

  /** `forceSetup`: pretend that nothing was set up yet, until the next start. */
  constructor(loaded: ManagerConfig, options: { forceSetup?: boolean } = {}) {
    this.#forceSetup = options.forceSetup ?? false;
    this.#atStart = loaded;
    this.#current = this.#forced(loaded);
  }

  get current(): ManagerConfig {
    return this.#current;
  }

  /** Top-level keys that changed since the start and do not count yet. */
  get waitingForRestart(): string[] {
    const [before, now] = [this.#atStart.settings, this.#current.settings];
    return NEEDS_RESTART.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
  }

  /** Reads the file again. Throws a FarmError and keeps the old configuration when it cannot be used. */
  reload(): Promise<ManagerConfig> {
    return this.#inTurn(() => loadConfig({ home: this.#current.home }));
  }

  /** Writes some keys; see `writeConfig`. */
  change(changes: readonly ConfigChange[]): Promise<ManagerConfig> {
    return this.#inTurn(() => writeConfig({ home: this.#current.home, changes }));
  }

  /** Replaces all settings; see `writeAllSettings`. */
  replace(json: unknown): Promise<ManagerConfig> {
    return this.#inTurn(() => writeAllSettings({ home: this.#current.home, json }));
  }

  /** Writes the file with every key, those that have their default too. */
  writeOut(): Promise<ManagerConfig> {
    return this.replace(settingsToJson(this.#current.settings));
  }

  #inTurn(work: () => Promise<ManagerConfig>): Promise<ManagerConfig> {
    const done = this.#last.then(work).then((config) => (this.#current = this.#forced(config)));
    this.#last = done.catch(() => undefined);
    return done;
  }

  #forced(config: ManagerConfig): ManagerConfig {
    return this.#forceSetup ? { ...config, isFirstRun: true } : config;
  }
}
