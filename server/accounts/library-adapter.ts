import { createAdapterFactory } from 'better-auth/adapters';
import type { Actor } from '../contracts/actor.ts';
import { timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import {
  changeLibraryRow,
  changeLibraryRows,
  countLibraryRows,
  findLibraryRows,
  insertLibraryRow,
  type LibraryCondition,
  type LibraryRow,
  type LibraryTable,
  removeLibraryRows,
  takeLibraryRow,
} from '../persistence/repositories/library-rows.repository.ts';
import { findPerson, savePerson } from '../persistence/repositories/people.repository.ts';
import { removeExpired, takeOnce } from '../persistence/repositories/sessions.repository.ts';
import type { PersonRow, SessionRow } from '../persistence/tables.ts';
import { currentCalling } from './calling.ts';
import { hashOf } from './hashes.ts';
import { wrongCode } from './library-errors.ts';
import { idleSince } from './session-times.ts';
import { auditLockOut, auditSignIn, auditSignOut, tellOfPerson, tellOfSession } from './tell.ts';

/** What the library may store; it also knows tokens of those who vouch for people, which are not kept. */
const COLUMNS: Readonly<Record<LibraryTable, readonly string[]>> = {
  people: [
    'id',
    'name',
    'display_name',
    'email',
    'email_verified',
    'role',
    'disabled',
    'two_factor',
    'created_at',
    'updated_at',
  ],
  credentials: ['id', 'person_id', 'provider', 'subject', 'password_hash', 'created_at', 'updated_at'],
  sessions: ['id', 'person_id', 'token_hash', 'created_at', 'expires_at', 'last_used_at', 'address', 'user_agent'],
  two_factors: ['id', 'person_id', 'secret', 'recovery_codes', 'verified', 'failures', 'locked_until'],
  one_time_values: ['id', 'identifier', 'value', 'expires_at', 'created_at', 'updated_at'],
};

/** In place of what is said of new ones. */
const RECOVERED = { action: 'person.use-recovery-code', did: 'used a recovery code of' } as const;
/** A code counts for half a minute before and after its own, at most. */
const CODE_IS_VALID_MS = 120_000;

/**
 * The library's way to our tables: it reads what is committed, and each of its changes is a transaction of ours, with
 * its events. Tokens of sessions are stored as hashes; the library only ever sees those that it made or was sent.
 */
export function libraryAdapter(farm: Farm) {
  const { database } = farm;
  const change = <T>(work: (tx: Transaction) => Promise<T>, by: Actor = currentCalling().by) =>
    database.transaction(work, { by });

  return createAdapterFactory({
    config: {
      adapterId: 'farm',
      supportsDates: false,
      supportsBooleans: false,
      supportsNumericIds: false,
      customIdGenerator: () => farm.newId(),
      // Specs stop the farm's clock, and the library knows only that of the machine.
      customTransformInput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'string'
          ? timestamp(Date.parse(data) + aheadOfMachine(farm))
          : (data as unknown),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && data instanceof Date
          ? new Date(data.getTime() - aheadOfMachine(farm))
          : (data as unknown),
    },
    adapter: ({ getFieldName }) => ({
      create: async ({ model, data }) => {
        const table = model as LibraryTable;
        const row = known(table, data);
        if (table === 'sessions') await beginSession(farm, row);
        else await change((tx) => insertLibraryRow(tx, table, row));
        return data;
      },
      findOne: async ({ model, where }) => {
        const [row] = await read(model, where, 1);
        return (row ?? null) as never;
      },
      findMany: async ({ model, where = [], limit, sortBy, offset = 0 }) => {
        const by = sortBy && { ...sortBy, field: getFieldName({ model, field: sortBy.field }) };
        const rows = await read(model, where, limit + offset, by);
        return rows.slice(offset) as never[];
      },
      count: async ({ model, where = [] }) =>
        countLibraryRows(database.tables, model as LibraryTable, hashedTokens(model, where)),
      update: async ({ model, where, update }) => {
        const set = known(model as LibraryTable, update as LibraryRow);
        return (await change((tx) => changeOne(tx, model as LibraryTable, where, { set }))) as never;
      },
      incrementOne: async ({ model, where, increment, set = {} }) => {
        const changes = { set: known(model as LibraryTable, set), add: increment };
        return (await change((tx) => changeOne(tx, model as LibraryTable, where, changes))) as never;
      },
      updateMany: async ({ model, where, update }) => {
        const table = model as LibraryTable;
        return change(async (tx) => {
          const rows = await changeLibraryRows(tx, table, hashedTokens(table, where), known(table, update));
          for (const row of rows) await tellOfChange(tx, table, row, update);
          return rows.length;
        });
      },
      delete: async ({ model, where }) => {
        await change((tx) => remove(tx, model as LibraryTable, where));
      },
      deleteMany: async ({ model, where }) => change((tx) => remove(tx, model as LibraryTable, where)),
      consumeOne: async ({ model, where }) =>
        ((await change((tx) => takeLibraryRow(tx, model as LibraryTable, where))) ?? null) as never,
    }),
  });

  async function read(
    model: string,
    where: readonly LibraryCondition[],
    limit: number,
    sortBy?: { field: string; direction: 'asc' | 'desc' },
  ): Promise<LibraryRow[]> {
    const table = model as LibraryTable;
    const query = { where: hashedTokens(table, where), limit, ...(sortBy ? { sortBy } : {}) };
    const rows = await findLibraryRows(database.tables, table, query);
    if (table === 'people') return rows.map((row) => ({ ...row, email: row['email'] ?? row['name'] }));
    const token = where.find(({ field }) => field === 'token_hash')?.value;
    if (table !== 'sessions' || typeof token !== 'string') return rows;
    return rows
      .filter((row) => String(row['last_used_at']) > idleSince(farm))
      .map((row) => ({ ...row, token_hash: token }));
  }
}

/** How many milliseconds the farm's clock is ahead of the machine's; in a manager it is the same. */
function aheadOfMachine({ clock }: Farm): number {
  return clock === Date ? 0 : clock.now() - Date.now();
}

function known(table: LibraryTable, data: LibraryRow): LibraryRow {
  return Object.fromEntries(Object.entries(data).filter(([column]) => COLUMNS[table].includes(column)));
}

/** The library looks for tokens as browsers send them. */
function hashedTokens(table: string, where: readonly LibraryCondition[]): LibraryCondition[] {
  const hashed = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(hashed) : typeof value === 'string' ? hashOf(value) : value;
  return where.map((one) =>
    table === 'sessions' && one.field === 'token_hash' ? { ...one, value: hashed(one.value) } : one,
  );
}

/** @throws FarmError not-allowed, if the person is not allowed to sign in */
async function beginSession(farm: Farm, row: LibraryRow): Promise<void> {
  const call = currentCalling();
  if (call.secondFactorDue) return;
  const { address, userAgent } = call;
  const stored = { ...row, token_hash: hashOf(String(row['token_hash'])), address, user_agent: userAgent };
  const session = stored as unknown as SessionRow;
  const person = await findPerson(farm.database.tables, session.person_id);
  const by: Actor = person ? { kind: 'person', id: person.id, name: person.name } : call.by;
  await farm.database.transaction(
    async (tx) => {
      const current = await findPerson(tx.tables, session.person_id);
      if (!current || current.disabled === 1) {
        throw new FarmError('not-allowed', { message: 'this account is disabled; ask an admin of the farm' });
      }
      await removeExpired(tx, idleSince(farm));
      if (call.code !== undefined) await useCode(tx, farm, current.id, call.code);
      await insertLibraryRow(tx, 'sessions', stored);
      await savePerson(tx, current.id, { signed_in_at: tx.now });
      tellOfSession(tx, session, current);
      if (!call.renews) auditSignIn(tx, session, current);
    },
    { by },
  );
  call.begun = { id: session.id, personId: session.person_id, expiresAt: session.expires_at };
}

/** A code that somebody has seen being typed must not open a second session. @throws FarmError bad-credentials */
async function useCode(tx: Transaction, farm: Farm, personId: string, code: string): Promise<void> {
  const id = hashOf(`${personId} ${code}`).slice(0, 36);
  const until = timestamp(farm.clock.now() + CODE_IS_VALID_MS);
  if (!(await takeOnce(tx, id, until))) throw wrongCode();
}

async function changeOne(
  tx: Transaction,
  table: LibraryTable,
  where: readonly LibraryCondition[],
  change: { readonly set: LibraryRow; readonly add?: Readonly<Record<string, number>> },
): Promise<LibraryRow | null> {
  const conditions = hashedTokens(table, where);
  const [before] = table === 'people' ? await findLibraryRows(tx.tables, table, { where: conditions, limit: 1 }) : [];
  const row = await changeLibraryRow(tx, table, conditions, change);
  if (row) await tellOfChange(tx, table, row, change.set, before);
  return row ?? null;
}

/** Says what has changed, if it is anything that people want to know about. */
async function tellOfChange(
  tx: Transaction,
  table: LibraryTable,
  row: LibraryRow,
  set: LibraryRow,
  before?: LibraryRow,
): Promise<void> {
  if (table === 'people') {
    tellOfPerson(tx, row as unknown as PersonRow, { before: before as unknown as PersonRow | undefined });
    return;
  }
  const changed = [
    ...(table === 'credentials' && 'password_hash' in set ? ['password'] : []),
    ...(table === 'two_factors' && 'recovery_codes' in set && !('secret' in set) ? ['recovery_codes'] : []),
  ];
  const isLocked = table === 'two_factors' && typeof set['locked_until'] === 'string';
  const person = changed.length > 0 || isLocked ? await findPerson(tx.tables, String(row['person_id'])) : undefined;
  if (!person) return;
  const said = currentCalling().usesRecoveryCode ? { said: RECOVERED } : {};
  if (changed.length > 0) tellOfPerson(tx, person, { changed, ...said });
  if (isLocked) auditLockOut(tx, person, String(set['locked_until']));
}

async function remove(tx: Transaction, table: LibraryTable, where: readonly LibraryCondition[]): Promise<number> {
  const rows = await removeLibraryRows(tx, table, hashedTokens(table, where));
  if (table !== 'sessions') return rows.length;
  for (const session of rows as unknown as SessionRow[]) {
    const person = await findPerson(tx.tables, session.person_id);
    if (!person) continue;
    const { ending } = currentCalling();
    tellOfSession(tx, session, person, ending);
    auditSignOut(tx, [session], person, ending);
  }
  return rows.length;
}
