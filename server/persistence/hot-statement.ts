import type BetterSqlite from 'better-sqlite3';
import type { Compilable } from 'kysely';
import type { Tables } from './tables.ts';

/** A statement as Kysely builds it; on SQLite `execute` is never called. */
type Built<Row> = Compilable<Row> & { execute(): Promise<readonly unknown[]> };

/** A statement that runs for every call of a worker. */
export interface HotStatement<Values extends object, Row> {
  rows(tables: Tables, values: Values): Promise<Row[]>;
  /** Resolves to the number of changed rows. */
  change(tables: Tables, values: Values): Promise<number>;
}

/**
 * A statement of the hot path, typed and written with Kysely. On SQLite its text is built once for each shape of
 * `values` (their names and the lengths of lists) and then runs directly as a prepared statement, which costs a fifth.
 * So `build` may only pass the values on and look at names and lengths; if the text depends on anything else, it takes
 * a statement of its own.
 */
export function hotStatement<Values extends object, Row>(
  build: (tables: Tables, values: Values) => Built<Row>,
): HotStatement<Values, Row> {
  const prepared = new WeakMap<Tables, Map<string, Prepared>>();

  function prepare(tables: Tables, connection: BetterSqlite.Database, values: Values): Prepared {
    let shapes = prepared.get(tables);
    if (!shapes) prepared.set(tables, (shapes = new Map()));
    const shape = shapeOf(values);
    let found = shapes.get(shape);
    if (!found) {
      let slots = 0;
      const { sql, parameters } = build(tables, mapValues(values, () => new Slot(slots++)) as Values).compile();
      shapes.set(shape, (found = { statement: connection.prepare(sql), parameters }));
    }
    return found;
  }

  return {
    async rows(tables, values) {
      const connection = connections.get(tables);
      if (!connection) return (await build(tables, values).execute()) as Row[];
      const { statement, parameters } = prepare(tables, connection, values);
      return statement.all(bound(parameters, values)) as Row[];
    },
    async change(tables, values) {
      const connection = connections.get(tables);
      if (!connection) return changedRows(await build(tables, values).execute());
      const { statement, parameters } = prepare(tables, connection, values);
      return statement.run(bound(parameters, values)).changes;
    },
  };
}

/** Registers the SQLite connection that these tables use, and no other tables do. */
export function enableHotStatements(tables: Tables, connection: BetterSqlite.Database): void {
  connections.set(tables, connection);
}

const connections = new WeakMap<Tables, BetterSqlite.Database>();

interface Prepared {
  readonly statement: BetterSqlite.Statement;
  /** Slots for the values, and constants. */
  readonly parameters: readonly unknown[];
}

/** Stands for the n-th value while the text is built. */
class Slot {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

function bound(parameters: readonly unknown[], values: object): unknown[] {
  const given: unknown[] = [];
  mapValues(values, (value) => given.push(value));
  return parameters.map((parameter) => (parameter instanceof Slot ? given[parameter.index] : parameter));
}

/** A copy with every value replaced, also inside lists and objects; `undefined` stays. */
function mapValues(values: unknown, replace: (value: unknown) => unknown): unknown {
  if (values === undefined) return undefined;
  if (Array.isArray(values)) return values.map((value: unknown) => mapValues(value, replace));
  if (typeof values !== 'object' || values === null) return replace(values);
  const mapped: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) mapped[name] = mapValues(value, replace);
  return mapped;
}

function shapeOf(values: unknown): string {
  if (Array.isArray(values)) return `[${values.map(shapeOf).join(',')}]`;
  if (typeof values !== 'object' || values === null) return values === undefined ? '-' : '';
  let shape = '';
  for (const [name, value] of Object.entries(values)) shape += `${name}:${shapeOf(value)};`;
  return `{${shape}}`;
}

function changedRows(results: readonly unknown[]): number {
  const [result] = results as { numUpdatedRows?: bigint; numInsertedOrUpdatedRows?: bigint; numDeletedRows?: bigint }[];
  return Number(result?.numUpdatedRows ?? result?.numInsertedOrUpdatedRows ?? result?.numDeletedRows ?? 0);
}
