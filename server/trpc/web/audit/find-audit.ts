import { z } from 'zod';
import { auditActorSchema, auditPageSchema, findAuditInputSchema } from '../../../contracts/audit.ts';
import {
  findAuditActions,
  findAuditActors,
  findAuditEntries,
} from '../../../persistence/repositories/audit-log.repository.ts';
import { procedureFor } from '../../init.ts';

/** More than anybody would look through; whoever is not among them is found by the search. */
const MOST_ACTORS = 500;

/** Who changed what, the newest first. */
export const findAudit = procedureFor('audit.read')
  .input(findAuditInputSchema)
  .output(auditPageSchema)
  .query(async ({ ctx, input: { cursor, limit, ...filter } }) => {
    const found = await findAuditEntries(ctx.farm.database, { ...filter, before: cursor, limit: limit + 1 });
    const entries = found.slice(0, limit);
    return { entries, nextCursor: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
  });

/** What there are entries of, to choose from. */
export const auditActions = procedureFor('audit.read')
  .output(z.array(z.string()))
  .query(({ ctx }) => findAuditActions(ctx.farm.database.tables));

/** Who made changes, to choose from. */
export const auditActors = procedureFor('audit.read')
  .output(z.array(auditActorSchema))
  .query(({ ctx }) => findAuditActors(ctx.farm.database.tables, MOST_ACTORS));
