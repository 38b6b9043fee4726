import { isWindowsPath } from '#shared/windows-paths.ts';
import type { Command } from '../contracts/command.ts';
import { pathExtent, type TextKind } from './path-extent.ts';
import { asPath, asPathInText, joinPath } from './platform-path.ts';
import type { VariableTable } from './variable-table.ts';

/** The variables that texts are expanded with; both tables are for the same audience. */
export interface ExpansionTables {
  /** For the platform that the manager runs on. */
  readonly manager: VariableTable;
  readonly managerPlatform: string;
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
 * `exeArgs` is a line of arguments, and what follows `--python-expr` in a list is a program.
 */
export function expandVariables(commands: readonly Command[], tables: ExpansionTables): Command[] {
  const expanded = (value: unknown, kind: TextKind): unknown =>
    typeof value === 'string' ? expandText(value, tables, kind) : value;
  const inList = (item: unknown, index: number, list: readonly unknown[]) =>
    expanded(item, list[index - 1] === '--python-expr' ? 'python' : 'argument');
  return commands.map((command) => {
    const parameters = Object.entries(command.parameters).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(inList) : expanded(value, key === 'exeArgs' ? 'line' : 'argument'),
    ]);
    return { ...command, parameters: Object.fromEntries(parameters) };
  });
}

/**
 * One text for the target platform: first one-way variables are expanded, then two-way variables and the manager's own
 * paths. Each of these begins a path, which gets the target's kind of slash; the rest of the text stays byte for byte.
 * Unknown `{names}` stay.
 */
export function expandText(text: string, tables: ExpansionTables, kind: TextKind = 'argument'): string {
  let result = text;
  for (const [name, { isTwoway, value }] of tables.target) {
    if (!isTwoway) result = result.replaceAll(`{${name}}`, () => managerPathToVariable(value, tables));
  }
  return expandPaths(managerPathToVariable(result, tables), tables, kind);
}

/** The text with its two-way variables, and the paths that begin with them, as they are on the target platform. */
function expandPaths(text: string, { target, platform }: ExpansionTables, kind: TextKind): string {
  const twoway = [...target].filter(([, { isTwoway }]) => isTwoway).map(([name, { value }]) => [name, value] as const);
  const replaced = (part: string) => twoway.reduce((result, [name, value]) => replaceName(result, name, value), part);
  let result = '';
  let at = 0;
  for (let found = nextName(text, twoway, at); found !== undefined; found = nextName(text, twoway, at)) {
    const after = found.start + found.name.length + 2;
    const { end, within } = pathExtent(text, found.start, after, kind);
    const value = replaced(`{${found.name}}`);
    const rest = replaced(text.slice(after, end));
    result += text.slice(at, found.start);
    result +=
      within === 'whole' ? asPath(joinPath(value, rest), platform) : asPathInText(value, rest, platform, within);
    at = end;
  }
  return result + text.slice(at);
}

function replaceName(text: string, name: string, value: string): string {
  const [first = '', ...others] = text.split(`{${name}}`);
  return others.reduce((result, other) => joinPath(result + value, other), first);
}

/** The first variable in the text from `from` on. */
function nextName(text: string, twoway: readonly (readonly [string, string])[], from: number) {
  return twoway
    .map(([name]) => ({ name, start: text.indexOf(`{${name}}`, from) }))
    .filter(({ start }) => start >= 0)
    .toSorted((a, b) => a.start - b.start)[0];
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

/** The text with the manager's path at its beginning, if there is one, replaced by a variable that the target has. */
function managerPathToVariable(text: string, { manager, managerPlatform, target }: ExpansionTables): string {
  for (const [name, value] of twowayByLength(manager)) {
    // Where the file system ignores case, people do, too: `d:\flamenco` is `D:\Flamenco`.
    const ignoresCase = managerPlatform === 'windows' || managerPlatform === 'darwin' || isWindowsPath(value);
    if (target.get(name)?.isTwoway && beginsWithPath(text, value, ignoresCase ? comparable : withSlashes))
      return `{${name}}${text.slice(value.length)}`;
  }
  return text;
}

/** `/render/a` begins with `/render`, `/renderfarm` does not. `form`: how texts are compared. */
function beginsWithPath(text: string, path: string, form: (text: string) => string): boolean {
  return (
    form(text.slice(0, path.length)) === form(path) &&
    (text.length === path.length || /[/\\]$/.test(path) || /[/\\]/.test(text.charAt(path.length)))
  );
}

function comparable(text: string): string {
  return withSlashes(text).toLowerCase();
}

function withSlashes(text: string): string {
  return text.replaceAll('\\', '/');
}
