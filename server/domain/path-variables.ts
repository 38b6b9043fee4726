import type { Command } from '../contracts/command.ts';
import type { VariableTable } from './variable-table.ts';

/** The variables that texts are expanded with; both tables are for the same audience. */
export interface ExpansionTables {
  /** For the platform that the manager runs on. */
  readonly manager: VariableTable;
  /** For the platform that gets the text. */
  readonly target: VariableTable;
  /** The platform that gets the text. */
  readonly platform: string;
}

/**
 * The settings or metadata of a submitted job. Where a top-level text begins with the value of a two-way variable, the
 * value is replaced by `{name}`. `table` is for audience `workers` and the submitter's platform. Letter case and the
 * kind of slash are ignored, and the value need not end at a path boundary. The longest matching value wins; empty
 * values match nothing.
 */
export function replaceValuesByVariables<T>(
  texts: Readonly<Record<string, T>>,
  table: VariableTable,
): Record<string, T | string> {
  const candidates = twowayByLength(table);
  const replaced = (value: T) => (typeof value === 'string' ? valueToVariable(value, candidates) : value);
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, replaced(value)]));
}

/**
 * Commands as a worker on the target platform gets them: texts, and texts in lists, are expanded; nothing deeper is.
 */
export function expandVariables(commands: readonly Command[], tables: ExpansionTables): Command[] {
  const expanded = (value: unknown): unknown => (typeof value === 'string' ? expandText(value, tables) : value);
  return commands.map((command) => {
    const parameters = Object.entries(command.parameters).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(expanded) : expanded(value),
    ]);
    return { ...command, parameters: Object.fromEntries(parameters) };
  });
}

/**
 * One text for the target platform: first one-way variables are expanded, then two-way variables, then the manager's
 * own paths. A text with two-way variables or such a path is taken for a path and gets the target's kind of slash.
 * Unknown `{names}` stay.
 */
export function expandText(text: string, { manager, target, platform }: ExpansionTables): string {
  let result = text;
  for (const [name, variable] of target) {
    if (!variable.isTwoway) result = result.replaceAll(`{${name}}`, () => variable.value);
  }
  const names = [...target].filter(([name, variable]) => variable.isTwoway && result.includes(`{${name}}`));
  const beginsWithVariable = names.some(([name]) => result.startsWith(`{${name}}`));
  for (const [name, variable] of names) result = result.replaceAll(`{${name}}`, () => variable.value);
  // A path that a variable has just put at the beginning is the target's, even if it looks like one of the manager's.
  const moved = beginsWithVariable ? undefined : managerPathToTarget(result, manager, target);
  if (moved !== undefined) return asPath(moved, platform);
  return names.length > 0 ? asPath(result, platform) : result;
}

function valueToVariable(text: string, candidates: readonly (readonly [string, string])[]): string {
  for (const [name, value] of candidates) {
    const beginning = text.slice(0, value.length);
    if (comparable(beginning) === comparable(value)) return `{${name}}${text.slice(value.length)}`;
  }
  return text;
}

/** The names and non-empty values of two-way variables, longest value first, then by name. */
function twowayByLength(table: VariableTable): (readonly [string, string])[] {
  return [...table]
    .filter(([, { isTwoway, value }]) => isTwoway && value !== '')
    .map(([name, { value }]) => [name, value] as const)
    .toSorted(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1));
}

/** The text with the manager's path at its beginning replaced by the target's; undefined when it has none. */
function managerPathToTarget(text: string, manager: VariableTable, target: VariableTable): string | undefined {
  const slashed = withSlashes(text);
  for (const [name, value] of twowayByLength(manager)) {
    const there = target.get(name);
    if (there?.isTwoway && beginsWithPath(slashed, withSlashes(value))) return there.value + text.slice(value.length);
  }
  return undefined;
}

/** `/render/a` begins with `/render`, `/renderfarm` does not. */
function beginsWithPath(text: string, path: string): boolean {
  return (
    text.startsWith(path) && (text.length === path.length || path.endsWith('/') || text.charAt(path.length) === '/')
  );
}

/**
 * The text with the platform's slashes: single except at the very beginning (UNC), none at the end, and one after a
 * drive letter.
 */
function asPath(text: string, platform: string): string {
  const separator = platform === 'windows' ? '\\' : '/';
  const [lead = ''] = /^[/\\]*/.exec(text) ?? [];
  const rest = text
    .slice(lead.length)
    .replace(/[/\\]+$/, '')
    .replaceAll(/[/\\]+/g, () => separator);
  const path = separator.repeat(lead.length) + rest;
  return platform === 'windows' ? path.replace(/^([a-z]:)\\?/i, '$1\\') : path;
}

function comparable(text: string): string {
  return withSlashes(text).toLowerCase();
}

function withSlashes(text: string): string {
  return text.replaceAll('\\', '/');
}
