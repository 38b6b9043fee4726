import { basename, join } from 'node:path';
import { FarmError } from '../../../domain/errors.ts';
import { jobTypeListSchema } from '../../../contracts/web/job-type-rows.ts';
import { procedureFor } from '../../init.ts';

/** All job-type scripts, also those that no artist sees because they are broken. */
export const findJobTypes = procedureFor('job-types.read')
  .output(jobTypeListSchema)
  .query(async ({ ctx }) => {
    const scripts = await ctx.farm.jobTypes.reviewAll();
    return {
      folder: join(ctx.farm.config.home, 'scripts'),
      job_types: scripts.map(({ name, file, isBuiltIn, result, warnings }) => {
        const error = result instanceof FarmError ? result.userMessage : null;
        const jobType = result instanceof FarmError ? undefined : result;
        return {
          name,
          label: jobType?.label ?? '',
          description: jobType?.description ?? '',
          origin: isBuiltIn ? ('built-in' as const) : ('studio' as const),
          file: basename(file),
          settings: jobType?.settings.length ?? 0,
          error,
          warnings: [...warnings],
        };
      }),
    };
  });
