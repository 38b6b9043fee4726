import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { jobWhySchema } from '../../../contracts/why.ts';
import { whyJob as answer } from '../../../scheduler/why/job-why.ts';
import { procedureFor } from '../../init.ts';

export const whyJob = procedureFor('jobs.read')
  .input(z.object({ id: uuidSchema }))
  .output(jobWhySchema)
  .query(({ ctx, input }) => answer(ctx.farm, input.id));
