import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import type { JobType } from '../../../contracts/job-type.ts';
import { type JobDetail, jobDetailSchema } from '../../../contracts/web/job-rows.ts';
import { notFound } from '../../../domain/errors.ts';
import { farmFailurePolicy } from '../../../domain/failure-limits.ts';
import { getJobRow } from '../../../persistence/repositories/job-rows.repository.ts';
import type { Farm } from '../../../farm/farm.ts';
import { procedureFor } from '../../init.ts';
import { describeSettings } from './describe-settings.ts';
import { jobActions } from './job-actions.ts';
import { jobWarnings } from './job-warnings.ts';

export const getJob = procedureFor('jobs.read')
  .input(z.object({ id: uuidSchema }))
  .output(jobDetailSchema)
  .query(async ({ ctx, input }): Promise<JobDetail> => {
    const found = await getJobRow(ctx.farm.database.tables, input.id);
    if (!found) throw notFound('job', input.id);
    const type = await describedType(ctx.farm.jobTypes, found.row.type);
    const images = (await ctx.farm.port('pictures')?.ofJobs([input.id]))?.get(input.id);
    return {
      ...found.row,
      settings: describeSettings(found.settings, type?.settings ?? []),
      metadata: Object.entries(found.metadata).map(([key, value]) => ({ key, value })),
      type_label: type?.label ?? found.row.type,
      worker_tag_id: found.workerTagId,
      farm_failure_policy: farmFailurePolicy(ctx.farm.config.settings),
      ...(images ? { last_rendered: images } : {}),
      warnings: await jobWarnings(ctx.farm.database.tables, input.id),
      actions: jobActions(found.row.status),
    };
  });

/** What labels the settings. A script that is gone or broken costs the labels, not the page. */
async function describedType(jobTypes: Farm['jobTypes'], name: string): Promise<JobType | undefined> {
  return jobTypes.find(name) ?? (await jobTypes.get(name).catch(() => undefined));
}
