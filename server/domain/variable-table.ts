import type { VariableAudience } from '../contracts/farm.ts';

/** The platform of values that apply wherever a platform has no value of its own. */
const ANY_PLATFORM = 'all';

export interface VariableValue {
  readonly audience: VariableAudience | 'all';
  /** Compared exactly: linux, windows, darwin, …; `all` = any other. */
  readonly platforms: readonly string[];
  readonly value: string;
}

/** A variable as configured. */
export interface VariableDefinition {
  /** When a job is submitted, the variable also replaces its value in the job's paths. */
  readonly isTwoway: boolean;
  readonly values: readonly VariableValue[];
}

/** Definitions by name. One-way variables are expanded in this order. */
export type VariableDefinitions = ReadonlyMap<string, VariableDefinition>;

export interface VariableInTable {
  readonly value: string;
  readonly isTwoway: boolean;
}

/** The variables as one audience sees them on one platform, in order of definition. */
export type VariableTable = ReadonlyMap<string, VariableInTable>;

/**
 * The variables as one audience sees them on one platform, without those that have no value there. A value for the
 * platform itself beats one for `all`; of several, the last one counts. Two-way values lose their trailing slashes.
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
 * Adds the variables that follow from the configuration: `jobs`, the folder of the jobs' files as the manager sees it.
 * They come last so that the values of other one-way variables may use them; a configured variable of that name is
 * dropped.
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
