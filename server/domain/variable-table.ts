import type { VariableAudience } from '../contracts/farm.ts';

/** The platform of values that count wherever a platform has no value of its own. */
const ANY_PLATFORM = 'all';

export interface VariableValue {
  readonly audience: VariableAudience | 'all';
  /** Compared exactly: linux, windows, darwin, …; `all` = any other. */
  readonly platforms: readonly string[];
  readonly value: string;
}

/** A variable as configured. */
export interface VariableDefinition {
  /** Also replaces values by the variable when a job is submitted. */
  readonly isTwoway: boolean;
  readonly values: readonly VariableValue[];
}

/** Definitions by name. The order is that in which one-way variables are expanded. */
export type VariableDefinitions = ReadonlyMap<string, VariableDefinition>;

export interface VariableInTable {
  readonly value: string;
  readonly isTwoway: boolean;
}

/** What the variables are for one audience on one platform, in order of definition. */
export type VariableTable = ReadonlyMap<string, VariableInTable>;

/**
 * The variables for one audience on one platform; those without a value there are left out. A value of the platform
 * itself beats one for `all`; of several the last counts. Two-way values lose trailing slashes.
 */
export function buildVariableTable(
  variables: VariableDefinitions,
  audience: VariableAudience,
  platform: string,
): VariableTable {
  const table = new Map<string, VariableInTable>();
  for (const [name, { isTwoway, values }] of variables) {
    const heard = values.filter((value) => value.audience === audience || value.audience === 'all');
    const chosen =
      heard.findLast((value) => value.platforms.includes(platform)) ??
      heard.findLast((value) => value.platforms.includes(ANY_PLATFORM));
    if (chosen) table.set(name, { isTwoway, value: isTwoway ? withoutTrailingSlashes(chosen.value) : chosen.value });
  }
  return table;
}

/**
 * Adds the variables that follow from the configuration: `jobs`, where jobs keep their files as the manager sees it.
 * They come last, so that other one-way values may use them; a configured variable of that name is dropped.
 */
export function withImplicitVariables(variables: VariableDefinitions, jobStorage: string): VariableDefinitions {
  const all = new Map(variables);
  all.delete('jobs');
  const values = [{ audience: 'all', platforms: [ANY_PLATFORM], value: jobStorage }] as const;
  return all.set('jobs', { isTwoway: false, values });
}

/** `S:\` becomes `S:`; a value of only slashes becomes one of them. */
function withoutTrailingSlashes(value: string): string {
  const trimmed = value.replace(/[/\\]+$/, '');
  return trimmed === '' ? value.slice(0, 1) : trimmed;
}
