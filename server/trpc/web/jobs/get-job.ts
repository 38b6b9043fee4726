import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import type { JobMetadata } from '../../../contracts/job.ts';
import type { JobType } from '../../../contracts/job-type.ts';
import { type JobDetail, jobDetailSchema } from '../../../contracts/web/job-rows.ts';
import { farmFailurePolicy } from '../../../domain/failure-limits.ts';
import { listedJob } from '../../../persistence/listed-job.ts';
import {
  findDependentJobs,
  findJobsDependedOn,
} from '../../../persistence/repositories/job-dependencies.repository.ts';
import { getJob as getStoredJob } from '../../../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../../../persistence/repositories/task-counts.repository.ts';
import type { Farm } from '../../../farm/farm.ts';
import { procedureFor } from '../../init.ts';
import { describeSettings } from './describe-settings.ts';
import { jobWarnings } from './job-warnings.ts';

export const getJob = procedureFor('jobs.read')
  .input(z.object({ id: uuidSchema }))
  .output(jobDetailSchema)
  .query(async ({ ctx, input }): Promise<JobDetail> => {
    const { database, jobTypes, config } = ctx.farm;
    const stored = await getStoredJob(database.tables, input.id);
    const type = await describedType(jobTypes, stored.type);
    const images = (await ctx.farm.port('pictures')?.ofJobs([input.id]))?.get(input.id);
    return {
      ...listedJob(stored, await tallyOf(database.tables, input.id)),
      settings: describeSettings(JSON.parse(stored.settings), type?.settings ?? []),
      metadata: Object.entries(JSON.parse(stored.metadata) as JobMetadata).map(([key, value]) => ({ key, value })),
      type_label: type?.label || stored.type,
      farm_failure_policy: farmFailurePolicy(config.settings),
      ...(images ? { last_rendered: { ...images, version: String(ctx.farm.clock.now()) } } : {}),
      depends_on: await findJobsDependedOn(database.tables, input.id),
      needed_by: (await findDependentJobs(database.tables, input.id)).map(({ id, name, status }) => ({
        id,
        name,
        status,
      })),
      warnings: await jobWarnings(ctx.farm, stored),
    };
  });

/**
 * The job type, whose labels the settings get. If its script is gone or broken, only the labels are missing, not the
 * whole page.
 */
async function describedType(jobTypes: Farm['jobTypes'], name: string): Promise<JobType | undefined> {
  return jobTypes.find(name) ?? (await jobTypes.get(name).catch(() => undefined));
}
