import { acceptOutput } from '../../../use-cases/accept-output.ts';
import { taskParam } from '../path-params.ts';
import { uploadSchema } from '../upload.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

const MAX_IMAGE_BYTES = 25 * 1024 * 1024;

export const taskOutputProduced = v3WorkerProcedure({
  operationId: 'taskOutputProduced',
  method: 'POST',
  path: '/api/v3/worker/task/{task_id}/output-produced',
  tag: 'worker',
  summary: 'A worker sends an image that it has rendered; it becomes the picture of the job.',
  description:
    '`task_id` is the uuid that the worker was handed. At most 25 MiB. 429 = too many images are waiting; drop this one.',
  params: taskParam,
  body: uploadSchema(MAX_IMAGE_BYTES),
  contentTypes: ['image/jpeg', 'image/png'],
  responses: { 202: null },
  errors: [400, 404, 409, 411, 413, 415, 429],
}).mutation(async ({ ctx, input }) => {
  const bytes = await input.body.bytes();
  await acceptOutput(ctx.farm, ctx.worker, { attemptId: input.task_id, bytes });
  return { code: 202 };
});
