import { type AuditEntry, type AuditFilter, auditFilterSchema } from '../contracts/audit.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { findAuditEntries } from '../persistence/repositories/audit-log.repository.ts';
import type { PluginRoute } from '../plugins/plugin-route.ts';
import { CSV_HEAD, csvLine } from './audit-csv.ts';

/** How many entries are in memory at a time. */
const PER_PART = 500;

/** The audit log as files, with the filters of its page in the query; however long it is, it goes out in parts. */
export function auditRoutes(farm: Farm): readonly PluginRoute[] {
  return [
    {
      path: '/audit.csv',
      action: 'audit.read',
      answer: ({ query }) => ({
        type: 'text/csv; charset=utf-8',
        saveAs: 'audit-log.csv',
        body: pieces(farm, filterOf(query), csvLine, CSV_HEAD),
      }),
    },
    {
      path: '/audit.jsonl',
      action: 'audit.read',
      answer: ({ query }) => ({
        type: 'application/jsonl; charset=utf-8',
        saveAs: 'audit-log.jsonl',
        body: pieces(farm, filterOf(query), (entry) => `${JSON.stringify(entry)}\n`),
      }),
    },
  ];
}

async function* pieces(
  farm: Farm,
  filter: AuditFilter,
  lineOf: (entry: AuditEntry) => string,
  head = '',
): AsyncGenerator<string> {
  if (head !== '') yield head;
  for (let before: number | undefined; ;) {
    const entries = await findAuditEntries(farm.database, { ...filter, before, limit: PER_PART });
    if (entries.length > 0) yield entries.map(lineOf).join('');
    if (entries.length < PER_PART) return;
    before = entries.at(-1)?.id;
  }
}

/** @throws FarmError bad-request, naming the parameter */
function filterOf(query: string): AuditFilter {
  const given = [...new URLSearchParams(query)].filter(([, value]) => value !== '');
  const parsed = auditFilterSchema.strict().safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new FarmError('bad-request', { message: `${issue?.path.join('.') || 'query'}: ${issue?.message ?? ''}` });
}
