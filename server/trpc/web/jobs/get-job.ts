import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { type JobDetail, jobDetailSchema } from '../../../contracts/web/job-rows.ts';
import { notFound } from '../../../domain/errors.ts';
import { getJobRow } from '../../../persistence/repositories/web-jobs.repository.ts';
import { procedureFor } from '../../init.ts';
import { describeSettings } from './describe-settings.ts';
import { jobActions } from './job-actions.ts';

export const getJob = procedureFor('jobs.read')
  .input(z.object({ id: uuidSchema }))
  .output(jobDetailSchema)
  .query(async ({ ctx, input }): Promise<JobDetail> => {
    const found = await getJobRow(ctx.farm.database.tables, input.id);
    if (!found) throw notFound('job', input.id);
    const type = ctx.farm.jobTypes.find(found.row.type);
    return {
      ...found.row,
      settings: describeSettings(found.settings, type?.settings ?? []),
      metadata: Object.entries(found.metadata).map(([key, value]) => ({ key, value })),
      type_label: type?.label ?? found.row.type,
      actions: jobActions(found.row.status),
    };
  });
