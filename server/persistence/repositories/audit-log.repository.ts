import { MANAGER } from '../../contracts/actor.ts';
import type { AuditActor, AuditEntry, AuditFilter } from '../../contracts/audit.ts';
import { type SelectQueryBuilder, sql } from 'kysely';
import { actorOf } from '../actor-columns.ts';
import type { Database, Transaction } from '../database.ts';
import type { AuditEntryRow, FarmTables, Tables } from '../tables.ts';

/** Appends entries, as a part of the change that they tell of. */
export async function insertAuditEntries(
  tables: Tables,
  rows: readonly Omit<AuditEntryRow, 'id' | 'token_of'>[],
): Promise<void> {
  const tokens = rows.find(({ actor_kind: kind }) => kind === 'token');
  const owner = tokens
    ? await tables
        .selectFrom('people')
        .select('name')
        .where('id', '=', tokens.actor_id ?? '')
        .executeTakeFirst()
    : undefined;
  const token_of = owner?.name ?? null;
  await tables
    .insertInto('audit_log')
    .values(rows.map((row) => ({ ...row, token_of })))
    .execute();
}

const SEARCHED = ['summary', 'action', 'actor_name', 'actor_id', 'token_of', 'address', 'subject_id'] as const;

/** Which part of the log. */
export interface AuditPart extends AuditFilter {
  /** Entries with lower numbers only. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The newest entries that the filter lets through. */
export async function findAuditEntries(log: Log, part: AuditPart): Promise<AuditEntry[]> {
  const { before, who, kind, subject, action, from } = part;
  let query = log.tables.selectFrom('audit_log').selectAll();
  if (before !== undefined) query = query.where('id', '<', before);
  if (who === MANAGER.kind) query = query.where('actor_id', 'is', null);
  else if (who !== undefined) query = query.where('actor_id', '=', who);
  if (kind !== undefined) query = query.where('subject_kind', '=', kind);
  if (subject !== undefined) query = query.where('subject_id', '=', subject);
  if (action !== undefined) query = query.where('action', '=', action);
  if (from !== undefined) query = since(query, log, new Date(from).toISOString());
  if (part.until !== undefined) query = until(query, log, new Date(part.until).toISOString());
  for (const word of part.search.toLowerCase().split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where((eb) =>
      eb.or(SEARCHED.map((column) => sql<boolean>`lower(${eb.ref(column)}) like lower(${pattern}) escape '\\'`)),
    );
  }
  const rows = await query.orderBy('id', 'desc').limit(part.limit).execute();
  return rows.map(auditEntry);
}

type AuditQuery = SelectQueryBuilder<FarmTables, 'audit_log', AuditEntryRow>;
type Log = Pick<Database, 'tables' | 'dialect'>;

/**
 * Entries from this moment on. Which numbers they can have comes from an index: otherwise SQLite would look for the few
 * entries of a day from the newest on, to the end of the log. `+ 0` keeps it from doing that for the number.
 */
function since(query: AuditQuery, { tables, dialect }: Log, moment: string): AuditQuery {
  const filtered = query.where('at', '>=', moment);
  if (dialect !== 'sqlite') return filtered;
  const first = tables.selectFrom('audit_log as each').select(sql<number>`min(each.id + 0)`.as('id'));
  return filtered.where('id', '>=', first.where('each.at', '>=', moment));
}

/** Entries before this moment, likewise. */
function until(query: AuditQuery, { tables, dialect }: Log, moment: string): AuditQuery {
  const filtered = query.where('at', '<', moment);
  if (dialect !== 'sqlite') return filtered;
  const last = tables.selectFrom('audit_log as each').select(sql<number>`max(each.id + 0)`.as('id'));
  return filtered.where('id', '<=', last.where('each.at', '<', moment));
}

/** The actions that there are entries of. */
export async function findAuditActions(tables: Tables): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`${distinct('action')} select value from found
    where value is not null`.execute(tables);
  return rows.map(({ value }) => value);
}

type ActorRow = Pick<AuditEntryRow, 'actor_kind' | 'actor_id' | 'actor_name' | 'token_of'>;

/** Whoever made changes; at most `limit`, and the manager. Programs with a token count as the person who made it. */
export async function findAuditActors(tables: Tables, limit: number): Promise<AuditActor[]> {
  const { rows } = await sql<ActorRow>`${distinct('actor_id')}
    select actor_kind, actor_id, actor_name, token_of from found join audit_log on audit_log.id =
      (select max(each.id) from audit_log as each where each.actor_id = found.value)
    limit ${limit}`.execute(tables);
  const ofManager = tables.selectFrom('audit_log').select('id').where('actor_id', 'is', null).limit(1);
  const manager = await ofManager.executeTakeFirst();
  return [
    ...rows.map(({ actor_kind: kind, actor_id: id, actor_name: name, token_of: owner }): AuditActor => {
      return { kind: kind === 'token' ? 'person' : kind, id: id ?? '', name: owner ?? name ?? id ?? '' };
    }),
    ...(manager ? [{ ...MANAGER, id: MANAGER.kind, name: MANAGER.kind }] : []),
  ];
}

/** The values of a column as `found`, one look into its index for each: the log is long, and the values are few. */
function distinct(column: 'action' | 'actor_id') {
  const value = sql.ref(`audit_log.${column}`);
  return sql`
    with recursive found(value) as (
      select min(${value}) from audit_log
      union all
      select (select min(${value}) from audit_log where ${value} > found.value) from found where found.value is not null
    )`;
}

/**
 * Removes at most `limit` entries from before a moment, the oldest first; resolves to how many. The row in
 * `audit_trim`, which nobody else sees, tells the triggers that these may go.
 */
export async function trimAuditLog({ tables }: Transaction, before: string, limit: number): Promise<number> {
  const oldest = tables.selectFrom('audit_log').select('id').where('at', '<', before).orderBy('at').limit(limit);
  await tables.insertInto('audit_trim').values({ older_than: before }).execute();
  const { numDeletedRows } = await tables.deleteFrom('audit_log').where('id', 'in', oldest).executeTakeFirstOrThrow();
  await tables.deleteFrom('audit_trim').execute();
  return Number(numDeletedRows);
}

function auditEntry(row: AuditEntryRow): AuditEntry {
  return {
    id: Number(row.id),
    at: row.at,
    by: actorOf(row),
    ...(row.token_of === null ? {} : { token_of: row.token_of }),
    address: row.address,
    request_id: row.request_id,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    summary: row.summary,
    ...(row.before === null ? {} : { before: JSON.parse(row.before) as AuditEntry['before'] }),
    ...(row.after === null ? {} : { after: JSON.parse(row.after) as AuditEntry['after'] }),
  };
}
