import { isDeepStrictEqual } from 'node:util';
import { valueAt } from './declaration/plain-data.ts';
import { keyName, settingsOf } from './declaration/tree.ts';
import { loadConfig, type ManagerConfig } from './load-config.ts';
import { secretTexts } from './secrets.ts';
import { completeJson, settingsToJson } from './settings-json.ts';
import { writeAllSettings, writeConfig, type ConfigChange } from './write-config.ts';

/**
 * The manager's configuration while it runs. `current` is replaced as a whole when the file is read or written. Reads
 * and writes happen one after another, so the last of several writers wins.
 */
export class Configuration {
  readonly #atStart: ManagerConfig;
  readonly #forceSetup: boolean;
  #current: ManagerConfig;
  #secrets: readonly string[];
  #last: Promise<unknown> = Promise.resolve();

  /** `forceSetup`: pretend until the next start that nothing has been set up. */
  constructor(loaded: ManagerConfig, options: { forceSetup?: boolean } = {}) {
    this.#forceSetup = options.forceSetup ?? false;
    this.#atStart = loaded;
    this.#current = this.#forced(loaded);
    this.#secrets = secretsOf(loaded);
  }

  get current(): ManagerConfig {
    return this.#current;
  }

  /** The keys that have changed since the start but do not take effect until a restart, such as `shaman.enabled`. */
  get waitingForRestart(): string[] {
    const [before, now] = [jsonOf(this.#atStart), jsonOf(this.#current)];
    return settingsOf(this.#current.declaration.tree)
      .filter(({ facts, path }) => facts.restart && !isDeepStrictEqual(valueAt(before, path), valueAt(now, path)))
      .map(({ path }) => keyName(path));
  }

  /** Every secret that is configured now or was configured when the manager started. */
  get secrets(): readonly string[] {
    return this.#secrets;
  }

  /** Reads the file again. If it cannot be used, throws a FarmError and keeps the old configuration. */
  reload(): Promise<ManagerConfig> {
    return this.#inTurn(() => loadConfig(this.#current));
  }

  /** Writes some keys; see `writeConfig`. */
  change(changes: readonly ConfigChange[]): Promise<ManagerConfig> {
    return this.#inTurn(() => writeConfig(this.#current, changes));
  }

  /** Replaces all settings; see `writeAllSettings`. */
  replace(json: unknown): Promise<ManagerConfig> {
    return this.#inTurn(() => writeAllSettings(this.#current, json));
  }

  /**
   * Writes the file with every key, including those that have their default value. Who may use the farm stays unsaid if
   * it is: that is for somebody to decide.
   */
  writeOut(): Promise<ManagerConfig> {
    const { access, ...others } = settingsToJson(this.#current.settings);
    return this.replace(this.#current.saysWhoMayEnter ? { ...others, access } : others);
  }

  #inTurn(work: () => Promise<ManagerConfig>): Promise<ManagerConfig> {
    const done = this.#last.then(work).then((config) => {
      this.#secrets = [...new Set([...secretsOf(this.#atStart), ...secretsOf(config)])];
      return (this.#current = this.#forced(config));
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  #forced(config: ManagerConfig): ManagerConfig {
    return this.#forceSetup ? { ...config, isFirstRun: true } : config;
  }
}

function jsonOf({ declaration, settings }: ManagerConfig): Record<string, unknown> {
  return completeJson(declaration, settings);
}

function secretsOf(config: ManagerConfig): string[] {
  return secretTexts(config.declaration.tree, jsonOf(config));
}
