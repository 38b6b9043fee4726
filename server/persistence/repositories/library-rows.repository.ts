import { type ExpressionBuilder, type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Transaction } from '../database.ts';
import type { Tables } from '../tables.ts';

/** The tables that the library for accounts reads and writes through `accounts/library-adapter.ts`. */
export type LibraryTable = 'people' | 'credentials' | 'sessions' | 'two_factors' | 'one_time_values';
export type LibraryRow = Record<string, unknown>;

/** A condition in the library's own form; values are as the columns store them. */
export interface LibraryCondition {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
  readonly connector: 'AND' | 'OR';
}

/** What the library asks for when it reads several rows. */
export interface LibraryQuery {
  readonly where: readonly LibraryCondition[];
  readonly limit: number;
  readonly sortBy?: { readonly field: string; readonly direction: 'asc' | 'desc' };
}

type AnyTables = Record<LibraryTable, LibraryRow>;
type Builder = ExpressionBuilder<AnyTables, LibraryTable>;

/** The rows that meet the conditions; all of those with `AND`, and one of those with `OR` if there are any. */
export async function findLibraryRows(
  tables: Tables,
  table: LibraryTable,
  { where, limit, sortBy }: LibraryQuery,
): Promise<LibraryRow[]> {
  const query = anyTables(tables).selectFrom(table).selectAll().where(meets(where)).limit(limit);
  return (sortBy ? query.orderBy(sql.ref(sortBy.field), sortBy.direction) : query).execute();
}

/** How many rows meet the conditions. */
export async function countLibraryRows(
  tables: Tables,
  table: LibraryTable,
  where: readonly LibraryCondition[],
): Promise<number> {
  const query = anyTables(tables)
    .selectFrom(table)
    .select(({ fn }) => fn.countAll().as('rows'));
  return Number((await query.where(meets(where)).executeTakeFirst())?.rows ?? 0);
}

/** Stores a new row. */
export async function insertLibraryRow(tx: Transaction, table: LibraryTable, row: LibraryRow): Promise<void> {
  await anyTables(tx.tables).insertInto(table).values(row).execute();
}

/**
 * Changes one of the rows that meet the conditions: sets columns, and adds to others. Undefined if there is none by the
 * time that it would be changed.
 */
export async function changeLibraryRow(
  tx: Transaction,
  table: LibraryTable,
  where: readonly LibraryCondition[],
  { set = {}, add = {} }: { readonly set?: LibraryRow; readonly add?: Readonly<Record<string, number>> },
): Promise<LibraryRow | undefined> {
  const sums = Object.entries(add).map(([field, delta]) => [field, sql`${sql.ref(field)} + ${delta}`] as const);
  const change = { ...set, ...Object.fromEntries(sums) };
  return anyTables(tx.tables)
    .updateTable(table)
    .set(change)
    .where('id', '=', firstOf(tx, table, where))
    .where(meets(where))
    .returningAll()
    .executeTakeFirst();
}

/** Changes all rows that meet the conditions; resolves to them as they are then. */
export async function changeLibraryRows(
  tx: Transaction,
  table: LibraryTable,
  where: readonly LibraryCondition[],
  set: LibraryRow,
): Promise<LibraryRow[]> {
  return anyTables(tx.tables).updateTable(table).set(set).where(meets(where)).returningAll().execute();
}

/** Removes the rows that meet the conditions; resolves to them. */
export async function removeLibraryRows(
  tx: Transaction,
  table: LibraryTable,
  where: readonly LibraryCondition[],
): Promise<LibraryRow[]> {
  return anyTables(tx.tables).deleteFrom(table).where(meets(where)).returningAll().execute();
}

/** Removes one of the rows that meet the conditions and resolves to it: of several that try, one gets it. */
export async function takeLibraryRow(
  tx: Transaction,
  table: LibraryTable,
  where: readonly LibraryCondition[],
): Promise<LibraryRow | undefined> {
  return anyTables(tx.tables)
    .deleteFrom(table)
    .where('id', '=', firstOf(tx, table, where))
    .where(meets(where))
    .returningAll()
    .executeTakeFirst();
}

/** The library's tables are few, but which of them and what of it, it says as it runs. */
function anyTables(tables: Tables): Kysely<AnyTables> {
  return tables as unknown as Kysely<AnyTables>;
}

function firstOf(tx: Transaction, table: LibraryTable, where: readonly LibraryCondition[]) {
  return anyTables(tx.tables).selectFrom(table).select('id').where(meets(where)).limit(1);
}

function meets(where: readonly LibraryCondition[]) {
  return (eb: Builder): Expression<SqlBool> => {
    const all = where.filter(({ connector }) => connector === 'AND').map((one) => condition(eb, one));
    const some = where.filter(({ connector }) => connector === 'OR').map((one) => condition(eb, one));
    return eb.and(some.length > 0 ? [...all, eb.or(some)] : all);
  };
}

const COMPARED = { eq: '=', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=', in: 'in', not_in: 'not in' } as const;

function condition(eb: Builder, { field, operator, value }: LibraryCondition): Expression<SqlBool> {
  const column = sql.ref(field);
  if (value === null) return eb(column, operator === 'ne' ? 'is not' : 'is', null);
  const compared = COMPARED[operator as keyof typeof COMPARED];
  if (!compared) throw new Error(`the library for accounts compares with "${operator}", which is not provided for`);
  return eb(column, compared, value);
}
