import { tracked } from '@trpc/server';
import { liveEventsInputSchema } from '../../../contracts/web/live.ts';
import { procedureFor } from '../../init.ts';
import { followEvents } from './follow-events.ts';
import { openStream } from './open-stream.ts';
import { readPosition } from './read-position.ts';

/**
 * What happens on the farm, as it happens: events about jobs, workers, the farm and pictures, about the tasks of
 * `jobId`, and a summary of what happens to all other tasks. What happened within a moment comes together: a JSON text
 * of a list of LiveMessage, since that text is made once for all clients. Its id is where to resume from. A client
 * without such an id first gets a `gap`.
 */
export const liveEvents = procedureFor('live.follow')
  .input(liveEventsInputSchema)
  .subscription(async function* ({ ctx, input, signal }) {
    const { database, events } = ctx.farm;
    const batches = openStream(ctx, signal, (ended) =>
      followEvents(
        { events, tables: database.tables },
        {
          after: readPosition(input.lastEventId),
          follows: (event) => event.payload.job.id === input.jobId,
          signal: ended,
        },
      ),
    );
    for await (const batch of batches) yield tracked(String(batch.seq), batch.text());
  });
