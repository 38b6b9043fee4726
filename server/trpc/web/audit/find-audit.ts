import { z } from 'zod';
import { auditPageSchema, findAuditInputSchema } from '../../../contracts/audit.ts';
import { findAuditActions, findAuditEntries } from '../../../persistence/repositories/audit-log.repository.ts';
import { procedureFor } from '../../init.ts';

/** Who changed what, the newest first. */
export const findAudit = procedureFor('audit.read')
  .input(findAuditInputSchema)
  .output(auditPageSchema)
  .query(async ({ ctx, input: { cursor, limit, ...filter } }) => {
    const found = await findAuditEntries(ctx.farm.database.tables, { ...filter, before: cursor, limit: limit + 1 });
    const entries = found.slice(0, limit);
    return { entries, nextCursor: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
  });

/** What there are entries of, to choose from. */
export const auditActions = procedureFor('audit.read')
  .output(z.array(z.string()))
  .query(({ ctx }) => findAuditActions(ctx.farm.database.tables));
