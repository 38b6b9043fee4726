import { workerSleepScheduleSchema } from '../contract.ts';
import type { RunningApi } from '#server/plugins/define-plugin.ts';
import { workerParam } from '#server/trpc/v3/path-params.ts';
import { v3Procedure } from '#server/trpc/v3/v3-procedure.ts';
import { fromFlamencoSchedule, toFlamencoSchedule } from '../domain/flamenco-schedule.ts';
import type { SleepScheduleKeeper } from '../sleep-schedules.ts';

const path = '/api/v3/worker-mgt/workers/{worker_id}/sleep-schedule';

/** The operations of Flamenco 3, whose schedules have a single window. */
export function flamencoOperations(running: RunningApi<SleepScheduleKeeper>) {
  return {
    fetchWorkerSleepSchedule: v3Procedure('workers.read', {
      operationId: 'fetchWorkerSleepSchedule',
      method: 'GET',
      path,
      tag: 'worker-mgt',
      summary: 'Fetches when a worker sleeps; if there are several windows, only the first.',
      description: '204 = this worker has no schedule.',
      params: workerParam,
      responses: { 200: workerSleepScheduleSchema, 204: null },
      errors: [400],
    }).query(async ({ ctx, input }) => {
      const schedule = await running(ctx).find(input.worker_id);
      return schedule ? { code: 200, body: toFlamencoSchedule(schedule) } : { code: 204 };
    }),

    setWorkerSleepSchedule: v3Procedure('workers.change', {
      operationId: 'setWorkerSleepSchedule',
      method: 'POST',
      path,
      tag: 'worker-mgt',
      summary: 'Sets when a worker sleeps, replacing all windows that it had.',
      description:
        "Times are in the manager's time zone. An end before the start is on the next day. The worker is asked at once to do what the schedule says.",
      params: workerParam,
      body: workerSleepScheduleSchema,
      responses: { 204: null },
      errors: [400, 404],
    }).mutation(async ({ ctx, input }) => {
      await running(ctx).save(ctx.actor, input.worker_id, fromFlamencoSchedule(input.body));
      return { code: 204 };
    }),
  };
}
