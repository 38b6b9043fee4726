import { z } from 'zod';
import {
  REGISTRATION_SECRET_HEADER,
  registeredWorkerSchema,
  workerRegistrationSchema,
} from '../../../contracts/worker.ts';
import { taskTypesOf } from '../../../persistence/repositories/workers.repository.ts';
import { registerWorker as register } from '../../../use-cases/register-worker.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const registerWorker = v3Procedure('workers.register', {
  operationId: 'registerWorker',
  method: 'POST',
  path: '/api/v3/worker/register-worker',
  tag: 'worker',
  summary: 'Registers a new worker; its id and the secret that it chose are its credentials from now on.',
  description:
    'The header takes the registration secret of the farm, or an enrolment code. If the farm has such a secret, or its people sign in, a worker that sends none or a wrong one has to wait for approval; `approval` says why. 403 = the enrolment code cannot be used (any more). 429 = too many registrations from one address, or too many workers that wait.',
  headers: { [REGISTRATION_SECRET_HEADER]: z.string().optional() },
  body: workerRegistrationSchema,
  responses: { 200: registeredWorkerSchema },
  errors: [400, 403, 429, 503],
}).mutation(async ({ ctx, input }) => {
  const row = await register(ctx.farm, ctx.actor, input.body, ctx.remoteAddress, input[REGISTRATION_SECRET_HEADER]);
  return {
    code: 200,
    body: {
      uuid: row.id,
      name: row.name,
      address: row.address,
      status: row.status,
      platform: row.platform,
      software: row.software,
      supported_task_types: taskTypesOf(row),
      ...(row.approval === null ? {} : { approval: row.approval }),
    },
  };
});
