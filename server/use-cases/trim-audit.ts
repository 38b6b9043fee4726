import { MANAGER } from '../contracts/actor.ts';
import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';
import { trimAuditLog } from '../persistence/repositories/audit-log.repository.ts';

/** How many entries one transaction removes; other writers get their turn between two of them. */
const PER_PART = 1_000;

/** Removes entries of the audit log that are older than `audit_log_keep`. Resolves to how many were removed. */
export async function trimAudit(farm: Farm): Promise<number> {
  const keepMs = farm.config.settings.audit_log_keep;
  if (keepMs === 0) return 0;
  const before = timestamp(farm.clock.now() - keepMs);
  let removed = 0;
  for (let part = PER_PART; part === PER_PART; removed += part)
    part = await farm.database.transaction((tx) => trimAuditLog(tx, before, PER_PART), { by: MANAGER });
  if (removed > 0) farm.logger.info({ entries: removed }, 'old entries of the audit log removed');
  return removed;
}
