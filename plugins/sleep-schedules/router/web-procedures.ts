import { z } from 'zod';
import { uuidSchema } from '#server/contracts/ids.ts';
import { sleepWindowsSchema } from '../contract.ts';
import type { RunningApi } from '#server/plugins/define-plugin.ts';
import { procedureFor } from '#server/trpc/init.ts';
import type { SleepScheduleKeeper } from '../sleep-schedules.ts';

/** The procedures that the pages call as `sleep-schedules.…`. */
export function webProcedures(running: RunningApi<SleepScheduleKeeper>) {
  return {
    get: procedureFor('workers.read')
      .input(z.object({ workerId: uuidSchema }))
      .output(z.object({ schedule: sleepWindowsSchema.nullable(), time_zone: z.string() }))
      .query(async ({ ctx, input }) => {
        const keeper = running(ctx);
        return { schedule: (await keeper.find(input.workerId)) ?? null, time_zone: keeper.timeZone };
      }),

    find: procedureFor('workers.read')
      .input(z.object({}))
      .output(z.array(z.object({ worker_id: uuidSchema, schedule: sleepWindowsSchema })))
      .query(async ({ ctx }) =>
        [...(await running(ctx).findAll())].map(([workerId, schedule]) => ({ worker_id: workerId, schedule })),
      ),

    set: procedureFor('workers.change')
      .input(z.object({ workerId: uuidSchema, schedule: sleepWindowsSchema }))
      .output(z.null())
      .mutation(async ({ ctx, input }) => {
        await running(ctx).save(ctx.actor, input.workerId, input.schedule);
        return null;
      }),
  };
}
