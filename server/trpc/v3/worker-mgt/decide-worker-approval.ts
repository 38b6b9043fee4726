import { workerApprovalDecisionSchema } from '../../../contracts/worker.ts';
import { decideApproval } from '../../../use-cases/decide-approval.ts';
import { workerParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const decideWorkerApproval = v3Procedure('workers.change', {
  operationId: 'decideWorkerApproval',
  method: 'POST',
  path: '/api/v3/worker-mgt/workers/{worker_id}/approval',
  tag: 'worker-mgt',
  summary: 'Approves or rejects a worker that registered without the right secret, or revokes one.',
  description:
    'A rejected worker stays registered but gets no tasks; it can be approved later. The credentials of a revoked worker stop working at once, and its task goes back into the queue; it can be approved again. 422 = one that is approved is to be rejected.',
  params: workerParam,
  body: workerApprovalDecisionSchema,
  responses: { 204: null },
  errors: [400, 404, 422],
}).mutation(async ({ ctx, input }) => {
  await decideApproval(ctx.farm, ctx.actor, input.worker_id, input.body.decision);
  return { code: 204 };
});
