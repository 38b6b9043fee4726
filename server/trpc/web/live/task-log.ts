import { tracked } from '@trpc/server';
import { liveLogInputSchema } from '../../../contracts/web/live.ts';
import { getTask } from '../../../persistence/repositories/tasks.repository.ts';
import { procedureFor } from '../../init.ts';
import { followLog } from './follow-log.ts';
import { openStream } from './open-stream.ts';
import { readPosition } from './read-position.ts';

/** A task's log from a given byte on, as it grows. The id of each piece is the byte to resume from. */
export const liveTaskLog = procedureFor('live.follow')
  .input(liveLogInputSchema)
  .subscription(async function* ({ ctx, input, signal }) {
    const { job_id: jobId } = await getTask(ctx.farm.database.tables, input.taskId);
    const pieces = openStream(ctx, signal, (ended) =>
      followLog(ctx.farm.taskLogs, {
        jobId,
        taskId: input.taskId,
        offset: readPosition(input.lastEventId) ?? input.offset,
        signal: ended,
      }),
    );
    for await (const { chunk, next } of pieces) yield tracked(String(next), chunk);
  });
