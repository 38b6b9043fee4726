import type { AuditEntry, AuditFilter } from '../../contracts/audit.ts';
import { sql } from 'kysely';
import { actorOf } from '../actor-columns.ts';
import type { Tables, AuditEntryRow } from '../tables.ts';

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
export async function findAuditEntries(tables: Tables, part: AuditPart): Promise<AuditEntry[]> {
  const { before, who, kind, subject, action, from, until } = part;
  let query = tables.selectFrom('audit_log').selectAll();
  if (before !== undefined) query = query.where('id', '<', before);
  if (who !== undefined) query = query.where('actor_id', '=', who);
  if (kind !== undefined) query = query.where('subject_kind', '=', kind);
  if (subject !== undefined) query = query.where('subject_id', '=', subject);
  if (action !== undefined) query = query.where('action', '=', action);
  if (from !== undefined) query = query.where('at', '>=', new Date(from).toISOString());
  if (until !== undefined) query = query.where('at', '<', new Date(until).toISOString());
  for (const word of part.search.toLowerCase().split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where(({ or, ref }) =>
      or(SEARCHED.map((column) => sql<boolean>`lower(${ref(column)}) like lower(${pattern}) escape '\\'`)),
    );
  }
  const rows = await query.orderBy('id', 'desc').limit(part.limit).execute();
  return rows.map(auditEntry);
}

/** The actions that there are entries of. */
export async function findAuditActions(tables: Tables): Promise<string[]> {
  const rows = await tables.selectFrom('audit_log').select('action').distinct().orderBy('action').execute();
  return rows.map(({ action }) => action);
}

/** Removes at most `limit` entries from before a moment, the oldest first; resolves to how many. */
export async function trimAuditLog(tables: Tables, before: string, limit: number): Promise<number> {
  const oldest = tables.selectFrom('audit_log').select('id').where('at', '<', before).orderBy('at').limit(limit);
  const { numDeletedRows } = await tables.deleteFrom('audit_log').where('id', 'in', oldest).executeTakeFirstOrThrow();
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
