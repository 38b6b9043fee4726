import { sleepWindowsSchema } from '../contract.ts';
import { notFound } from '#server/domain/errors.ts';
import type { RunningApi } from '#server/plugins/define-plugin.ts';
import { workerParam } from '#server/trpc/v3/path-params.ts';
import { v3Procedure } from '#server/trpc/v3/v3-procedure.ts';
import type { SleepScheduleKeeper } from '../sleep-schedules.ts';

const path = '/api/v3/worker-mgt/workers/{worker_id}/sleep-windows';

/** The operations for a whole schedule, with all its windows. */
export function windowsOperations(running: RunningApi<SleepScheduleKeeper>) {
  return {
    fetchWorkerSleepWindows: v3Procedure('workers.read', {
      operationId: 'fetchWorkerSleepWindows',
      method: 'GET',
      path,
      tag: 'worker-mgt',
      summary: 'Fetches all windows of time in which a worker sleeps.',
      description: '404 = this worker has no schedule.',
      params: workerParam,
      responses: { 200: sleepWindowsSchema },
      errors: [400, 404],
    }).query(async ({ ctx, input }) => {
      const schedule = await running(ctx).find(input.worker_id);
      if (!schedule) throw notFound('sleep schedule of worker', input.worker_id);
      return { code: 200, body: schedule };
    }),

    setWorkerSleepWindows: v3Procedure('workers.change', {
      operationId: 'setWorkerSleepWindows',
      method: 'PUT',
      path,
      tag: 'worker-mgt',
      summary: 'Sets all windows of time in which a worker sleeps.',
      description:
        "Times are in the manager's time zone. An end before the start is on the next day. The worker is asked at once to do what the schedule says.",
      params: workerParam,
      body: sleepWindowsSchema,
      responses: { 204: null },
      errors: [400, 404],
    }).mutation(async ({ ctx, input }) => {
      await running(ctx).save(ctx.actor, input.worker_id, input.body);
      return { code: 204 };
    }),
  };
}
